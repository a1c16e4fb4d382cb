package matryoshka.spring;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import matryoshka.resource.PresentedToken;
import org.jspecify.annotations.Nullable;

/** Reads from a servlet request what it presents. */
final class ServletPresentedToken {
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private ServletPresentedToken() {}

    /** Returns null if the request has no header {@code Authorization}, or one of another scheme. */
    static @Nullable PresentedTokenAuthentication authentication(HttpServletRequest request) {
        return Presented.isToken(values(request, "Authorization"))
                ? new PresentedTokenAuthentication(of(request))
                : null;
    }

    static PresentedToken of(HttpServletRequest request) {
        return new PresentedToken(
                values(request, "Authorization"),
                values(request, "DPoP"),
                request.getMethod(),
                url(request),
                request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
                        ? chain[0]
                        : null);
    }

    private static List<String> values(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }

    /** Returns the URL as the container knows it, with the forwarded headers that the application trusts. */
    private static @Nullable URI url(HttpServletRequest request) {
        try {
            return URI.create(request.getRequestURL().toString());
        } catch (IllegalArgumentException malformed) {
            // No proof can be for it.
            return null;
        }
    }
}
