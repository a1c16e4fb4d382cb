package matryoshka.token;

import java.time.Duration;

/**
 * What a verifier insists on.
 *
 * @param issuer the one issuer
 * @param skew how far clocks may differ: zero at the issuer, at most 60 seconds elsewhere
 * @param maxLength the most characters a token may have
 */
public record Expectations(String issuer, Duration skew, int maxLength) {
    private static final Duration MAX_SKEW = Duration.ofSeconds(60);

    public Expectations {
        if (skew.isNegative() || skew.compareTo(MAX_SKEW) > 0) {
            throw new IllegalArgumentException("clocks may differ by 0 to 60 seconds");
        }
    }
}
