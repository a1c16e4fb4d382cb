package matryoshka.service.platform.access;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import matryoshka.graph.Scopes;
import org.jspecify.annotations.Nullable;

/**
 * The client that calls the admin API.
 *
 * @param clientId the client's id
 * @param scopes the scopes of its token that its registration still allows
 * @param jti of its token; null if there is none, as when the sample is loaded
 * @param txn of the same token
 */
public record AdminCaller(
        String clientId,
        Scopes scopes,
        @Nullable String jti,
        @Nullable String txn) implements Principal {

    public AdminCaller {}

    /** Creates a caller without a token. */
    public AdminCaller(String clientId, Scopes scopes) {
        this(clientId, scopes, null, null);
    }

    @Override
    public String getName() {
        return clientId;
    }

    public boolean has(String scope) {
        return scopes.contains(scope);
    }

    /** Returns the caller of a method that {@link RequiresScope}. */
    public static AdminCaller of(SecurityContext security) {
        if (security.getUserPrincipal() instanceof AdminCaller caller) {
            return caller;
        }
        throw new IllegalStateException("a method without @RequiresScope asked for its caller");
    }
}
