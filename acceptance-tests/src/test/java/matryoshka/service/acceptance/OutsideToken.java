package matryoshka.service.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import matryoshka.service.testing.RunningIssuer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/**
 * A token as its service sees it: verified with the published keys by jose4j, which the issuer does not use.
 *
 * @param compact as it was received
 * @param header the JOSE header
 * @param claims the payload
 */
record OutsideToken(String compact, JsonNode header, JsonNode claims) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Verifies signature, {@code typ}, {@code iss}, {@code aud} and {@code exp}.
     *
     * @throws InvalidJwtException when it is not a valid token for this audience
     */
    static OutsideToken verified(String compact, String audience, String algorithm, String jwks)
            throws InvalidJwtException, JoseException, JsonProcessingException {
        JwtConsumer receiver = new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(new JsonWebKeySet(jwks).getJsonWebKeys()))
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, algorithm))
                .setExpectedType(true, "at+jwt")
                .setExpectedIssuer(true, RunningIssuer.URL)
                .setExpectedAudience(audience)
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setRequireSubject()
                .setRequireJwtId()
                .build();
        var read = receiver.process(compact);
        return new OutsideToken(
                compact,
                JSON.readTree(read.getJoseObjects().get(0).getHeaders().getFullHeaderAsJsonString()),
                JSON.readTree(read.getJwtClaims().getRawJson()));
    }

    /** Returns a claim; a missing node if it is absent. */
    JsonNode claim(String name) {
        return claims.path(name);
    }

    /** The value of a claim that is a string. */
    String text(String name) {
        return claims.path(name).asText();
    }

    long number(String name) {
        return claims.path(name).asLong();
    }

    /** The tokens nested in it, still sealed: {@link NestedEntries}. */
    List<JsonNode> entries() throws IOException {
        return NestedEntries.in(compact);
    }

    /** The scopes. */
    List<String> scopes() {
        return text("scope").isEmpty() ? List.of() : List.of(text("scope").split(" "));
    }

    /** The audiences. */
    List<String> audiences() {
        List<String> audiences = new ArrayList<>();
        JsonNode aud = claims.path("aud");
        if (aud.isTextual()) {
            audiences.add(aud.textValue());
        } else {
            aud.forEach(one -> audiences.add(one.textValue()));
        }
        return audiences;
    }
}
