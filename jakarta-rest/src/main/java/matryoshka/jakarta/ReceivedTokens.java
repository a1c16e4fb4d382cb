package matryoshka.jakarta;

import jakarta.ws.rs.core.SecurityContext;
import matryoshka.jakarta.TokenSecurityContext.TokenPrincipal;
import matryoshka.resource.ReceivedToken;

/** Finds the token that a request was accepted with. */
public final class ReceivedTokens {
    /** The property of requests that holds the {@link ReceivedToken}: of those received, and of those that are sent for them. */
    public static final String PROPERTY = ReceivedToken.class.getName();

    private ReceivedTokens() {}

    /**
     * Returns the token of the request with a security context.
     *
     * @throws IllegalStateException if no token was required for it
     */
    public static ReceivedToken of(SecurityContext caller) {
        // The context itself may be a proxy.
        if (caller.getUserPrincipal() instanceof TokenPrincipal principal) {
            return principal.token();
        }
        throw new IllegalStateException("No token was required for this request.");
    }
}
