package matryoshka.token;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Verifies the access tokens of one issuer (RFC 9068 §4, RFC 8725): the only way from an {@link UnverifiedToken} to a
 * {@link VerifiedToken}. Never throws, whatever the input. Thread-safe if its keys are.
 */
public final class TokenVerifier {
    private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt");

    private final Expectations expected;
    private final JwsSignature signature;
    private final Clock clock;

    /** @param keys the issuer's keys by {@code kid} */
    public TokenVerifier(
            Expectations expected,
            Function<String, Optional<VerificationKey>> keys,
            SignatureProvider provider,
            Clock clock) {
        this.expected = expected;
        this.signature = new JwsSignature(TYPES, keys, provider);
        this.clock = clock;
    }

    public Verification verify(UnverifiedToken token) {
        if (token.compact().length() > expected.maxLength()) {
            return refused(TokenFlaw.TOO_LONG);
        }
        Optional<CompactJws> jws = CompactJws.parse(token.compact());
        if (jws.isEmpty()) {
            return refused(TokenFlaw.MALFORMED);
        }
        Optional<TokenFlaw> flaw = signature.flaw(jws.get());
        return flaw.isPresent() ? refused(flaw.get()) : claims(jws.get());
    }

    private Verification claims(CompactJws jws) {
        try {
            String json = new String(jws.payload, StandardCharsets.UTF_8);
            ClaimReader claims = ClaimReader.parse(json);
            VerifiedToken token = new VerifiedToken(jws, claims, json);
            Optional<TokenFlaw> flaw = flawOfClaims(token, claims);
            return flaw.isPresent() ? refused(flaw.get()) : token;
        } catch (ClaimReader.Malformed e) {
            return refused(TokenFlaw.MALFORMED_CLAIMS);
        }
    }

    private Optional<TokenFlaw> flawOfClaims(VerifiedToken token, ClaimReader claims) throws ClaimReader.Malformed {
        Instant now = clock.instant();
        Instant notBefore = claims.has(ClaimNames.NOT_BEFORE) ? claims.time(ClaimNames.NOT_BEFORE) : token.issuedAt();
        if (!token.issuer().equals(expected.issuer())) {
            return Optional.of(TokenFlaw.WRONG_ISSUER);
        }
        if (!token.expiresAt().isAfter(now.minus(expected.skew()))) {
            return Optional.of(TokenFlaw.EXPIRED);
        }
        Instant latestStart = now.plus(expected.skew());
        if (token.issuedAt().isAfter(latestStart) || notBefore.isAfter(latestStart)) {
            return Optional.of(TokenFlaw.NOT_YET_VALID);
        }
        return Optional.empty();
    }

    private static Verification refused(TokenFlaw flaw) {
        return new Verification.Refused(flaw);
    }
}
