package matryoshka.service.clients.possession;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import matryoshka.service.platform.oauth.OAuthEndpoint;

/** Sends clients that use DPoP the nonce for their next proof, with successes and errors alike (RFC 9449 §8.2). */
@OAuthEndpoint
public final class DpopNonceFilter implements ContainerResponseFilter {
    static final String PROOF = "DPoP";
    static final String NONCE = "DPoP-Nonce";

    private final DpopNonces nonces;

    public DpopNonceFilter(DpopNonces nonces) {
        this.nonces = nonces;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getHeaders().containsKey(PROOF)) {
            response.getHeaders().putSingle(NONCE, nonces.fresh());
        }
    }
}
