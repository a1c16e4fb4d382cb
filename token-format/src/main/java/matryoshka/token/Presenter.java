package matryoshka.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who will present a token.
 *
 * @param clientId the requesting client or, of an embedded token, its holder
 * @param actors the chain of {@code act} (RFC 8693 §4.1), newest first; empty: no claim
 * @param cnf what the token is bound to, or null
 * @param encryptTo the holder's key when the token is confidential, or null
 */
public record Presenter(
        String clientId,
        List<String> actors,
        @Nullable Cnf cnf,
        @Nullable Recipient encryptTo) {

    public Presenter {
        actors = List.copyOf(actors);
    }

    /** A presenter who acts for itself, with a bearer token in the clear. */
    public static Presenter bearer(String clientId) {
        return new Presenter(clientId, List.of(), null, null);
    }
}
