package matryoshka.service.trust;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of an issuer or client come from: exactly one of the two.
 *
 * @param owner whose keys they are, for the log
 * @param jwks the keys as JSON text of a JWK set (RFC 7517), or null if they are fetched
 * @param jwksUri where the keys are fetched from, or null if they are registered
 */
record KeySource(
        String owner, @Nullable String jwks, @Nullable URI jwksUri) {

    static KeySource of(TrustTerms issuer) {
        return new KeySource("issuer " + issuer.issuer(), issuer.jwks(), issuer.jwksUri());
    }

    static KeySource ofClient(String clientId, URI jwksUri) {
        return new KeySource("client " + clientId, null, jwksUri);
    }
}
