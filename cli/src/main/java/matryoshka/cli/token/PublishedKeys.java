package matryoshka.cli.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.token.Expectations;
import matryoshka.token.SignatureProvider;
import matryoshka.token.TokenVerifier;
import matryoshka.token.UnverifiedToken;
import matryoshka.token.Verification;
import matryoshka.token.VerificationKey;
import matryoshka.token.VerifiedToken;

/** Judges with a JWK Set (RFC 7517). Ignores keys without {@code kid} or without a known {@code alg}. */
final class PublishedKeys implements Judge {
    /** Tolerance for tokens from the future, if the issuer's clock is ahead. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Map<String, VerificationKey> keys;
    private final Optional<String> issuer;
    private final Clock clock;
    private final SignatureProvider provider;

    /** @param issuer whose tokens these keys sign; empty for any issuer */
    PublishedKeys(byte[] jwks, Optional<String> issuer, SecureRandom random, Clock clock) {
        this.keys = parse(jwks);
        this.issuer = issuer;
        this.provider = SignatureProvider.jdk(random);
        this.clock = clock;
    }

    private static Map<String, VerificationKey> parse(byte[] jwks) {
        Map<String, VerificationKey> keys = new HashMap<>();
        try {
            for (JWK jwk :
                    JWKSet.parse(new String(jwks, StandardCharsets.UTF_8)).getKeys()) {
                if (jwk.getKeyID() != null) {
                    VerificationKey.of(jwk).ifPresent(key -> keys.put(jwk.getKeyID(), key));
                }
            }
        } catch (ParseException malformed) {
            throw new CommandFailed("the keys are not a JWK Set");
        }
        return keys;
    }

    @Override
    public Judgement judge(String compact, ObjectNode claims) {
        String expected = issuer.orElseGet(() -> claims.path("iss").asText());
        TokenVerifier verifier = new TokenVerifier(
                new Expectations(expected, SKEW, compact.length()),
                kid -> Optional.ofNullable(keys.get(kid)),
                provider,
                clock);
        Verification verification = verifier.verify(new UnverifiedToken(compact));
        return verification instanceof VerifiedToken token ? ofTime(token) : of((Verification.Refused) verification);
    }

    /** Expiry has no tolerance, so that a token is never shown as both verified and expired. */
    private Judgement ofTime(VerifiedToken token) {
        Instant now = clock.instant();
        return Judgement.of(token.expiresAt().isAfter(now) ? Verdict.VERIFIED : Verdict.EXPIRED);
    }

    private static Judgement of(Verification.Refused refused) {
        return switch (refused.flaw()) {
            case UNKNOWN_KEY -> Judgement.NO_KEY;
            case BAD_SIGNATURE, WRONG_ALGORITHM -> Judgement.of(Verdict.BAD_SIGNATURE);
            case EXPIRED -> Judgement.of(Verdict.EXPIRED);
            case NOT_YET_VALID -> Judgement.of(Verdict.NOT_YET_VALID);
            case WRONG_ISSUER -> Judgement.of(Verdict.WRONG_ISSUER);
            case TOO_LONG, MALFORMED, WRONG_TYPE, CRITICAL_HEADER, MALFORMED_CLAIMS ->
                new Judgement(Verdict.REFUSED, refused.flaw().sentence());
        };
    }
}
