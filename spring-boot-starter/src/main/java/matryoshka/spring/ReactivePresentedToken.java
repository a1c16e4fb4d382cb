package matryoshka.spring;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import matryoshka.resource.PresentedToken;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;

/** Reads from a request of WebFlux what it presents. */
final class ReactivePresentedToken {
    private ReactivePresentedToken() {}

    /** Returns nothing if the request has no header {@code Authorization}, or one of another scheme. */
    static Optional<PresentedTokenAuthentication> authentication(ServerHttpRequest request) {
        return Presented.isToken(values(request, "Authorization"))
                ? Optional.of(new PresentedTokenAuthentication(of(request)))
                : Optional.empty();
    }

    static PresentedToken of(ServerHttpRequest request) {
        return new PresentedToken(
                values(request, "Authorization"),
                values(request, "DPoP"),
                request.getMethod().name(),
                request.getURI(),
                certificate(request.getSslInfo()));
    }

    private static List<String> values(ServerHttpRequest request, String name) {
        return request.getHeaders().getOrEmpty(name);
    }

    private static @Nullable X509Certificate certificate(@Nullable SslInfo tls) {
        X509Certificate[] chain = tls == null ? null : tls.getPeerCertificates();
        return chain == null || chain.length == 0 ? null : chain[0];
    }
}
