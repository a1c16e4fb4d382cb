package matryoshka.service.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import matryoshka.token.Expectations;
import matryoshka.token.SignatureProvider;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.SigningKey;
import matryoshka.token.TokenSigner;
import matryoshka.token.TokenVerifier;
import matryoshka.token.UnverifiedToken;
import matryoshka.token.VerificationKey;
import matryoshka.token.VerifiedToken;

/** Verified tokens with any claims. */
public final class VerifiedTokens {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SigningKey KEY = SigningKey.generate(SigningAlgorithm.ES256, RANDOM);
    private static final SignatureProvider PROVIDER = SignatureProvider.jdk(RANDOM);

    private VerifiedTokens() {}

    /**
     * A token for one or more audiences.
     *
     * @param clientId who presents it
     * @param actors newest first
     */
    public static VerifiedToken token(
            String jti, Instant issuedAt, String subject, String clientId, List<String> actors, String... audiences) {
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", RunningIssuer.URL)
                .put("sub", subject)
                .put("client_id", clientId)
                .put("jti", jti)
                .put("txn", "txn")
                .put("iat", issuedAt.getEpochSecond())
                .put("exp", issuedAt.plusSeconds(300).getEpochSecond());
        List.of(audiences).forEach(claims.putArray("aud")::add);
        claims.putObject("graph").put("version", 1).put("plan", "plan");
        ObjectNode level = claims;
        for (String actor : actors) {
            level = level.putObject("act").put("sub", actor);
        }
        return verified(claims, issuedAt);
    }

    private static VerifiedToken verified(ObjectNode claims, Instant now) {
        byte[] signed = new TokenSigner(KEY, PROVIDER).sign(claims.toString().getBytes(StandardCharsets.UTF_8));
        TokenVerifier verifier = new TokenVerifier(
                new Expectations(RunningIssuer.URL, Duration.ZERO, 10_000),
                kid -> Optional.of(VerificationKey.of(KEY)),
                PROVIDER,
                Clock.fixed(now, ZoneOffset.UTC));
        return (VerifiedToken) verifier.verify(new UnverifiedToken(new String(signed, StandardCharsets.US_ASCII)));
    }
}
