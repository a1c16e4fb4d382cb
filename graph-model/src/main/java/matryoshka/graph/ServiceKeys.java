package matryoshka.graph;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Public keys of a service as a holder of tokens.
 *
 * @param confirmation the key that tokens it holds are bound to ({@code cnf}), or null
 * @param encryption the public JWK (RFC 7517) that tokens it holds can be encrypted to, or null
 */
public record ServiceKeys(
        @Nullable Confirmation confirmation, @Nullable SortedMap<String, String> encryption) {

    public static final ServiceKeys NONE = new ServiceKeys(null, null);

    public ServiceKeys {
        encryption = encryption == null ? null : Sorted.map(encryption);
    }
}
