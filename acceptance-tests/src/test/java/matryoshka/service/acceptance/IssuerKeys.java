package matryoshka.service.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import matryoshka.service.keys.JdbiSigningKeys;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.keys.KeyEncryptionKey;
import matryoshka.service.keys.KeySchedule;
import matryoshka.service.platform.oauth.Secret;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.SigningKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** The issuer's own key, for tokens that it would not make. */
final class IssuerKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private IssuerKeys() {}

    static SigningKey active(TestDatabase database) {
        byte[] key = KeyEncryptionKey.of(Secret.of(RunningIssuer.KEY_ENCRYPTION_KEY));
        Duration hour = Duration.ofHours(1);
        KeySchedule schedule = new KeySchedule(SigningAlgorithm.ES256, Duration.ZERO, hour, hour);
        return new JdbiSigningKeys(database.jdbi(), new KeyEncryption(key, RANDOM), RANDOM, AuditLines.log(), schedule)
                .current(Instant.now())
                .active();
    }

    /** An access token of any claims, signed by the issuer's key. */
    static String signed(TestDatabase database, JsonNode claims) throws JoseException {
        SigningKey key = active(database);
        JsonWebSignature token = new JsonWebSignature();
        token.setHeader("typ", "at+jwt");
        token.setKeyIdHeaderValue(key.kid());
        token.setAlgorithmHeaderValue("ES256");
        token.setKey(key.privateKey());
        token.setPayload(claims.toString());
        return token.getCompactSerialization();
    }
}
