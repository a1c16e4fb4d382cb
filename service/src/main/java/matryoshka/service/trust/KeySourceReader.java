package matryoshka.service.trust;

import java.net.URI;
import java.util.List;
import matryoshka.graph.Violation;
import matryoshka.service.clients.registration.PublicKeysReader;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.service.platform.outbound.OutboundUrl;
import org.jspecify.annotations.Nullable;

/** Reads the source of an issuer's keys: {@code jwks} or {@code jwks_uri}. */
final class KeySourceReader {
    private KeySourceReader() {}

    /** Exactly one is set, unless a violation was reported. */
    record Keys(@Nullable String jwks, @Nullable URI jwksUri) {}

    static Keys read(ObjectCursor body, OutboundPolicy policy, List<Violation> violations) {
        if (body.has("jwks") == body.has("jwks_uri")) {
            violations.add(new Violation("", "keys", "An issuer must have exactly one of \"jwks\" and \"jwks_uri\"."));
        }
        return new Keys(jwks(body, violations), OutboundUrl.read(body, "jwks_uri", "jwks-uri", policy));
    }

    private static @Nullable String jwks(ObjectCursor body, List<Violation> violations) {
        String jwks = PublicKeysReader.read(body, violations);
        if (jwks != null
                && !(PublishedKeys.read(jwks) instanceof PublishedKeys.Reading.Read read
                        && read.keys().isWhole())) {
            body.report(
                    "jwks",
                    "key",
                    "Every key must verify ES256, ES384, Ed25519, PS256 or RS256; check its curve, \"alg\", \"use\" and \"key_ops\".");
        }
        return jwks;
    }
}
