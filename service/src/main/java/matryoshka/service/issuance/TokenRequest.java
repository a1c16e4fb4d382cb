package matryoshka.service.issuance;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.StringTokenizer;
import java.util.TreeSet;
import matryoshka.graph.Names;
import matryoshka.service.oauth.FormParameters;
import matryoshka.service.oauth.OAuthError;
import matryoshka.service.oauth.OAuthErrorException;
import matryoshka.service.oauth.Targets;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks the token endpoint for, besides the grant.
 *
 * @param scopes the scopes (RFC 6749 §3.3), or null for all that it has registered
 * @param targets {@code audience} (RFC 8693 §2.1) and {@code resource} (RFC 8707 §2) values
 * @param parameters what conditions of dependencies may ask for
 */
public record TokenRequest(
        @Nullable SortedSet<String> scopes, SortedSet<String> targets, SortedMap<String, String> parameters) {
    /** Reads the parameters; throws {@link OAuthErrorException} for what is malformed. */
    public static TokenRequest parse(FormParameters form) {
        return new TokenRequest(scopes(form), Targets.of(form), form.others());
    }

    /** The scopes that a request names; null when it names none. */
    static @Nullable SortedSet<String> scopes(FormParameters form) {
        return form.value("scope").map(TokenRequest::scopes).orElse(null);
    }

    private static SortedSet<String> scopes(String text) {
        SortedSet<String> scopes = new TreeSet<>();
        StringTokenizer words = new StringTokenizer(text, " ");
        while (words.hasMoreTokens()) {
            String scope = words.nextToken();
            if (!Names.isScope(scope)) {
                throw new OAuthErrorException(
                        OAuthError.INVALID_SCOPE, "'scope' has a character that no scope has, or one is too long.");
            }
            scopes.add(scope);
        }
        return scopes;
    }
}
