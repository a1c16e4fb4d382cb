package matryoshka.service.trust;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import matryoshka.graph.UriNormalForm;
import matryoshka.graph.Violation;
import matryoshka.service.trust.TrustOutcome.Done;
import matryoshka.service.trust.TrustOutcome.Refused;

/** Trusted issuers that are kept in memory, for use cases without a database. Passes {@link TrustedIssuersContract}, as the real ones do. */
final class InMemoryTrustedIssuers implements TrustedIssuers {
    private final Map<String, TrustedIssuer> issuers = new TreeMap<>();
    /** The {@code iss} that a prefix belongs to. */
    private final Map<String, String> prefixes = new HashMap<>();

    private boolean away;

    /** From now on every call fails as if the database were away, or works again. */
    synchronized void away(boolean isAway) {
        away = isAway;
    }

    @Override
    public synchronized List<TrustedIssuer> all() {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
        return List.copyOf(issuers.values());
    }

    @Override
    public synchronized void keepPrefixes(Collection<TrustedIssuer> configured) {
        configured.forEach(issuer -> prefixes.putIfAbsent(
                issuer.terms().subjectPrefix(), issuer.terms().issuer()));
    }

    @Override
    public synchronized TrustOutcome add(Function<List<TrustedIssuer>, TrustOutcome> decide) {
        TrustOutcome outcome = decide.apply(all());
        if (!(outcome instanceof Done done)) {
            return outcome;
        }
        if (isOthers(done.issuer().terms())) {
            return prefixIsOthers();
        }
        issuers.put(
                done.issuer().name(), begun(done.issuer(), take(done.issuer().terms())));
        return outcome;
    }

    @Override
    public synchronized TrustOutcome change(Function<List<TrustedIssuer>, TrustOutcome> decide) {
        TrustOutcome outcome = decide.apply(all());
        if (!(outcome instanceof Done done)) {
            return outcome;
        }
        TrustedIssuer after = done.issuer();
        if (isOthers(after.terms())) {
            return prefixIsOthers();
        }
        TrustedIssuer before = Objects.requireNonNull(issuers.get(after.name()));
        boolean samePrefix = before.terms().subjectPrefix().equals(after.terms().subjectPrefix());
        issuers.put(after.name(), begun(after, samePrefix ? before.registeredAt() : take(after.terms())));
        return outcome;
    }

    @Override
    public synchronized TrustOutcome remove(Function<List<TrustedIssuer>, TrustOutcome> decide) {
        TrustOutcome outcome = decide.apply(all());
        if (outcome instanceof Done done) {
            issuers.remove(done.issuer().name());
        }
        return outcome;
    }

    private boolean isOthers(TrustTerms terms) {
        String owner = prefixes.get(terms.subjectPrefix());
        return owner != null && !UriNormalForm.same(owner, terms.issuer());
    }

    /** Since when chains of its users are valid: without limit if nobody had the prefix before. */
    private Instant take(TrustTerms terms) {
        return prefixes.putIfAbsent(terms.subjectPrefix(), terms.issuer()) == null
                ? Instant.EPOCH
                : Clock.systemUTC().instant();
    }

    private static TrustedIssuer begun(TrustedIssuer issuer, Instant at) {
        return new TrustedIssuer(issuer.name(), issuer.terms(), issuer.revision(), at);
    }

    private static TrustOutcome prefixIsOthers() {
        return Refused.invalid(List.of(
                new Violation("/subject_prefix", "subject-prefix-unique", "Another issuer has had this prefix.")));
    }
}
