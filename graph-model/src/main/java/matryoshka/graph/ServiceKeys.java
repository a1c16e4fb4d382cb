package matryoshka.graph;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Public keys of a service as a holder of tokens.
 *
 * @param confirmations the keys that tokens it holds are bound to ({@code cnf}), oldest first: new tokens to the last one. Two while the
 *     service rotates its key; none if its tokens are not bound
 * @param encryption the public JWK (RFC 7517) that tokens it holds can be encrypted to, or null
 */
public record ServiceKeys(
        List<Confirmation> confirmations, @Nullable SortedMap<String, String> encryption) {
    /** The maximum number of keys that tokens are bound to. */
    public static final int MAX_CONFIRMATIONS = 2;

    public static final ServiceKeys NONE = new ServiceKeys(List.of(), null);

    public ServiceKeys {
        confirmations = List.copyOf(confirmations);
        encryption = encryption == null ? null : Sorted.map(encryption);
    }

    /** Creates the keys of a service with at most one key that its tokens are bound to. */
    public ServiceKeys(@Nullable Confirmation confirmation, @Nullable SortedMap<String, String> encryption) {
        this(confirmation == null ? List.of() : List.of(confirmation), encryption);
    }

    /** Returns the key that new tokens are bound to, or null. */
    public @Nullable Confirmation confirmation() {
        return confirmations.isEmpty() ? null : confirmations.get(confirmations.size() - 1);
    }
}
