package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.zip.InflaterInputStream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/** The status of a token, read by the draft alone (draft-ietf-oauth-status-list §8.3). */
final class OutsideStatus {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OutsideStatus() {}

    /** The status that an issuer publishes for a token. */
    static int of(RunningIssuer issuer, String token)
            throws IOException, InterruptedException, InvalidJwtException, JoseException {
        JsonNode reference = Revoking.payload(token).at("/status/status_list");
        String uri = reference.get("uri").textValue();
        HttpResponse<String> answer = Answers.send(issuer.to(path(uri)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode list = verified(answer.body(), uri, issuer.jwks()).get("status_list");
        return status(list, reference.get("idx").intValue());
    }

    /** Where the list is, whatever port the issuer listens on. */
    static String path(String uri) {
        assertThat(uri).startsWith(RunningIssuer.URL + "/");
        return uri.substring(RunningIssuer.URL.length());
    }

    /** Returns the claims of a status list token if it is valid. */
    static JsonNode verified(String compact, String uri, String jwks)
            throws IOException, InvalidJwtException, JoseException {
        JwtConsumer receiver = new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(new JsonWebKeySet(jwks).getJsonWebKeys()))
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, "ES256"))
                .setExpectedType(true, "statuslist+jwt")
                .setExpectedIssuer(true, RunningIssuer.URL)
                .setExpectedSubject(uri)
                .setRequireIssuedAt()
                .setRequireExpirationTime()
                .build();
        return JSON.readTree(receiver.process(compact).getJwtClaims().getRawJson());
    }

    private static int status(JsonNode list, int index) throws IOException {
        int bits = list.get("bits").intValue();
        byte[] compressed = Base64.getUrlDecoder().decode(list.get("lst").textValue());
        byte[] statuses;
        try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            statuses = inflated.readAllBytes();
        }
        int perByte = 8 / bits;
        return Byte.toUnsignedInt(statuses[index / perByte]) >>> (index % perByte * bits) & ((1 << bits) - 1);
    }
}
