package matryoshka.service.tokens.grants;

import java.util.SortedMap;
import java.util.SortedSet;
import matryoshka.graph.Scopes;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.platform.oauth.ScopeParameter;
import matryoshka.service.platform.oauth.Targets;
import org.jspecify.annotations.Nullable;

/**
 * What a client requests for itself.
 *
 * @param scopes the scopes (RFC 6749 §3.3), or null for all that it has registered
 * @param targets {@code audience} (RFC 8693 §2.1) and {@code resource} (RFC 8707 §2) values
 * @param parameters for the conditions of dependencies
 */
public record ClientCredentialsRequest(
        @Nullable Scopes scopes, SortedSet<String> targets, SortedMap<String, String> parameters) {
    /** Reads the parameters; throws {@link OAuthErrorException} if they are malformed. */
    public static ClientCredentialsRequest parse(FormParameters form) {
        return new ClientCredentialsRequest(ScopeParameter.of(form), Targets.of(form), form.others());
    }
}
