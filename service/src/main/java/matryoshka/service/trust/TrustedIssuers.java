package matryoshka.service.trust;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * The registered issuers, where they are kept. Each change is one transaction, durable when the method returns; one at a time, since what
 * is unique among issuers is judged upon all of them. Safe for many threads.
 */
public interface TrustedIssuers {

    /** Every registered issuer by name, as of one moment. */
    List<TrustedIssuer> all();

    /** Keeps the subject prefixes of issuers of the configuration from ever being those of others. */
    void keepPrefixes(Collection<TrustedIssuer> configured);

    /**
     * Adds the issuer that {@code decide} is {@link TrustOutcome.Done} with.
     *
     * @param decide is shown all issuers, which nobody else changes meanwhile; called once
     */
    TrustOutcome add(Function<List<TrustedIssuer>, TrustOutcome> decide);

    /** Replaces the issuer of the name of the one that {@code decide} is {@link TrustOutcome.Done} with. */
    TrustOutcome change(Function<List<TrustedIssuer>, TrustOutcome> decide);

    /** Removes the issuer that {@code decide} is {@link TrustOutcome.Done} with. */
    TrustOutcome remove(Function<List<TrustedIssuer>, TrustOutcome> decide);
}
