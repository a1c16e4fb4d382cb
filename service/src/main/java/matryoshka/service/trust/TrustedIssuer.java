package matryoshka.service.trust;

import java.time.Instant;

/**
 * An issuer whose tokens may begin a chain here.
 *
 * @param name its name here
 * @param revision incremented by every change; 0 if it is set in the configuration
 * @param registeredAt chains of its users that began earlier belong to an earlier registration
 */
public record TrustedIssuer(String name, TrustTerms terms, long revision, Instant registeredAt) {
    private static final long CONFIGURED = 0;

    static TrustedIssuer configured(String name, TrustTerms terms) {
        return new TrustedIssuer(name, terms, CONFIGURED, Instant.EPOCH);
    }

    static TrustedIssuer registered(String name, TrustTerms terms) {
        return new TrustedIssuer(name, terms, CONFIGURED + 1, Instant.EPOCH);
    }

    /** Returns whether it is set in {@code config.yml}, so that the API cannot change it. */
    public boolean isConfigured() {
        return revision == CONFIGURED;
    }

    /** Returns the issuer with other terms and the next revision. */
    TrustedIssuer with(TrustTerms changed) {
        return new TrustedIssuer(name, changed, revision + 1, registeredAt);
    }
}
