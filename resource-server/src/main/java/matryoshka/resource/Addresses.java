package matryoshka.resource;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where an issuer's endpoints are, below its own address. */
final class Addresses {
    private Addresses() {}

    static URI jwks(URI issuer) {
        return below(issuer, "/oauth2/jwks");
    }

    static URI token(URI issuer) {
        return below(issuer, "/oauth2/token");
    }

    static URI status(URI issuer) {
        return below(issuer, "/oauth2/status");
    }

    static URI egress(URI issuer, String service) {
        return below(issuer, "/graph/services/" + URLEncoder.encode(service, StandardCharsets.UTF_8) + "/egress");
    }

    private static URI below(URI issuer, String path) {
        String base = issuer.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
