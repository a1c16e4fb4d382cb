package matryoshka.jakarta;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.security.cert.X509Certificate;
import java.util.List;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.RefusedException;
import matryoshka.resource.ResourceServer;

/** Verifies the token of a request, with its proof or certificate, and its scopes. */
final class VerifyRequest implements ContainerRequestFilter {
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final ResourceServer server;
    private final String[] scopes;

    VerifyRequest(ResourceServer server, String[] scopes) {
        this.server = server;
        this.scopes = scopes.clone();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        try {
            ReceivedToken token = server.verify(presented(request));
            token.requireScopes(scopes);
            request.setProperty(ReceivedTokens.PROPERTY, token);
            SecurityContext before = request.getSecurityContext();
            request.setSecurityContext(new TokenSecurityContext(token, before != null && before.isSecure()));
        } catch (RefusedException refusal) {
            request.abortWith(answer(refusal));
        }
    }

    private static PresentedToken presented(ContainerRequestContext request) {
        return new PresentedToken(
                values(request, "Authorization"),
                values(request, "DPoP"),
                request.getMethod(),
                request.getUriInfo().getAbsolutePath(),
                request.getProperty(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
                        ? chain[0]
                        : null);
    }

    private static List<String> values(ContainerRequestContext request, String header) {
        return request.getHeaders().getOrDefault(header, List.of());
    }

    static Response answer(RefusedException refusal) {
        Response.ResponseBuilder answer = Response.status(refusal.status());
        refusal.headers().forEach((name, values) -> values.forEach(value -> answer.header(name, value)));
        return answer.build();
    }
}
