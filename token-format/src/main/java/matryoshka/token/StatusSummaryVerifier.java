package matryoshka.token;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Verifies the status summaries of one issuer. Never throws, whatever the input. Thread-safe if its keys are. */
public final class StatusSummaryVerifier {
    private static final Set<String> TYPES = Set.of(SummaryNames.TYPE, SummaryNames.MEDIA_TYPE);

    private final Expectations expected;
    private final JwsSignature signature;
    private final Clock clock;

    /** @param keys the issuer's keys by {@code kid}, which are those of its tokens */
    public StatusSummaryVerifier(
            Expectations expected,
            Function<String, Optional<VerificationKey>> keys,
            SignatureProvider provider,
            Clock clock) {
        this.expected = expected;
        this.signature = new JwsSignature(TYPES, keys, provider);
        this.clock = clock;
    }

    /** Verifies a summary in the compact form, and that it is neither expired nor from the future. */
    public SummaryVerification verify(String compact) {
        if (compact.length() > expected.maxLength()) {
            return refused(TokenFlaw.TOO_LONG);
        }
        Optional<CompactJws> jws = CompactJws.parse(compact);
        if (jws.isEmpty()) {
            return refused(TokenFlaw.MALFORMED);
        }
        Optional<TokenFlaw> flaw = signature.flaw(jws.get());
        return flaw.isPresent() ? refused(flaw.get()) : claims(jws.get());
    }

    private SummaryVerification claims(CompactJws jws) {
        try {
            StatusSummary summary = new StatusSummaryReader(
                            ClaimReader.parse(new String(jws.payload, StandardCharsets.UTF_8)))
                    .summary();
            Instant now = clock.instant();
            if (!summary.issuer().equals(expected.issuer())) {
                return refused(TokenFlaw.WRONG_ISSUER);
            }
            if (!summary.expiresAt().isAfter(now.minus(expected.skew()))) {
                return refused(TokenFlaw.EXPIRED);
            }
            return summary.issuedAt().isAfter(now.plus(expected.skew())) ? refused(TokenFlaw.NOT_YET_VALID) : summary;
        } catch (ClaimReader.Malformed e) {
            return refused(TokenFlaw.MALFORMED_CLAIMS);
        }
    }

    private static SummaryVerification refused(TokenFlaw flaw) {
        return new SummaryVerification.Refused(flaw);
    }
}
