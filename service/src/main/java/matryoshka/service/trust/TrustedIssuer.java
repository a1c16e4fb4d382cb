package matryoshka.service.trust;

/**
 * An issuer whose tokens may begin a chain here.
 *
 * @param name what we call it
 * @param revision one more at every change of it; its entity tag. 0 for one of the configuration
 */
public record TrustedIssuer(String name, TrustTerms terms, long revision) {
    private static final long CONFIGURED = 0;

    static TrustedIssuer configured(String name, TrustTerms terms) {
        return new TrustedIssuer(name, terms, CONFIGURED);
    }

    static TrustedIssuer registered(String name, TrustTerms terms) {
        return new TrustedIssuer(name, terms, CONFIGURED + 1);
    }

    /** Whether it is in {@code config.yml}, and not for the API to change. */
    public boolean isConfigured() {
        return revision == CONFIGURED;
    }

    /** The same issuer on other terms, one revision later. */
    TrustedIssuer with(TrustTerms changed) {
        return new TrustedIssuer(name, changed, revision + 1);
    }
}
