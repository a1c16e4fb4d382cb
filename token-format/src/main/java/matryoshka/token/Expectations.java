package matryoshka.token;

import java.time.Duration;

/**
 * What a verifier requires.
 *
 * @param issuer the only accepted issuer
 * @param skew how far clocks may differ: zero at the issuer, at most 60 seconds elsewhere
 * @param maxLength the maximum length of a token in characters
 */
public record Expectations(String issuer, Duration skew, int maxLength) {
    private static final Duration MAX_SKEW = Duration.ofSeconds(60);

    public Expectations {
        if (skew.isNegative() || skew.compareTo(MAX_SKEW) > 0) {
            throw new IllegalArgumentException("the skew must be 0 to 60 seconds");
        }
    }
}
