package matryoshka.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who will present a token.
 *
 * @param clientId the requesting client or, for an embedded token, its holder
 * @param actors the chain of {@code act} (RFC 8693 §4.1), newest first; no claim if empty
 * @param cnf the key that the token is bound to, or null
 * @param encryptTo the holder's key if the token is confidential, or null
 */
public record Presenter(
        String clientId,
        List<String> actors,
        @Nullable Cnf cnf,
        @Nullable Recipient encryptTo) {

    public Presenter {
        actors = List.copyOf(actors);
    }

    /** Creates a presenter that acts for itself, with an unencrypted bearer token. */
    public static Presenter bearer(String clientId) {
        return new Presenter(clientId, List.of(), null, null);
    }
}
