package matryoshka.jakarta;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Map;
import matryoshka.resource.ReceivedToken;

/**
 * Says who sends a request: its principal is the token's subject, its roles are the scopes.
 *
 * @param isSecure whether the request came by TLS
 */
record TokenSecurityContext(ReceivedToken token, boolean isSecure) implements SecurityContext {

    /** The subject of a token. */
    record TokenPrincipal(ReceivedToken token) implements Principal {
        @Override
        public String getName() {
            return token.subject();
        }
    }

    @Override
    public Principal getUserPrincipal() {
        return new TokenPrincipal(token);
    }

    @Override
    public boolean isUserInRole(String scope) {
        return token.scopes().contains(scope);
    }

    @Override
    public String getAuthenticationScheme() {
        return token.claims().get("cnf") instanceof Map<?, ?> cnf && cnf.containsKey("jkt") ? "DPoP" : "Bearer";
    }
}
