package matryoshka.service.trust;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * The store of registered issuers. Each change is one transaction, durable when the method returns. Changes are made one at a time, since
 * uniqueness is checked against all issuers. Safe for many threads.
 */
public interface TrustedIssuers {

    /** Returns all registered issuers by name, at one moment. */
    List<TrustedIssuer> all();

    /** Reserves the subject prefixes of configured issuers, so that no other issuer can ever get them. */
    void keepPrefixes(Collection<TrustedIssuer> configured);

    /**
     * Adds the issuer in the {@link TrustOutcome.Done} that {@code decide} returns.
     *
     * @param decide gets all issuers, which nobody else changes in the meantime; called once
     */
    TrustOutcome add(Function<List<TrustedIssuer>, TrustOutcome> decide);

    /** Replaces the issuer that has the name of the one in the {@link TrustOutcome.Done} that {@code decide} returns. */
    TrustOutcome change(Function<List<TrustedIssuer>, TrustOutcome> decide);

    /** Removes the issuer in the {@link TrustOutcome.Done} that {@code decide} returns. */
    TrustOutcome remove(Function<List<TrustedIssuer>, TrustOutcome> decide);
}
