package matryoshka.service.trust;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import matryoshka.graph.UriNormalForm;
import matryoshka.graph.Violation;
import matryoshka.service.trust.TrustOutcome.Done;
import matryoshka.service.trust.TrustOutcome.Refused;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Registered issuers in PostgreSQL. */
public final class JdbiTrustedIssuers implements TrustedIssuers {
    private final Jdbi jdbi;

    public JdbiTrustedIssuers(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public List<TrustedIssuer> all() {
        return jdbi.withHandle(TrustedIssuerRows::all);
    }

    @Override
    public void keepPrefixes(Collection<TrustedIssuer> configured) {
        jdbi.useTransaction(database -> configured.forEach(issuer -> SubjectPrefixRows.take(
                database, issuer.terms().subjectPrefix(), issuer.terms().issuer())));
    }

    @Override
    public TrustOutcome add(Function<List<TrustedIssuer>, TrustOutcome> decide) {
        return whileLocked(decide, (database, issuer) -> {
            TrustTerms terms = issuer.terms();
            if (isOthers(database, terms)) {
                return prefixIsOthers();
            }
            TrustedIssuerRows.insert(database, issuer, SubjectPrefixRows.take(database, terms));
            return new Done(issuer);
        });
    }

    @Override
    public TrustOutcome change(Function<List<TrustedIssuer>, TrustOutcome> decide) {
        return whileLocked(decide, (database, issuer) -> {
            TrustTerms terms = issuer.terms();
            if (isOthers(database, terms)) {
                return prefixIsOthers();
            }
            TrustedIssuerRows.prefix(database, issuer.name())
                    .filter(before -> !before.equals(terms.subjectPrefix()))
                    .ifPresent(before -> {
                        SubjectPrefixRows.release(database, before);
                        TrustedIssuerRows.begin(database, issuer.name(), SubjectPrefixRows.take(database, terms));
                    });
            TrustedIssuerRows.update(database, issuer);
            return new Done(issuer);
        });
    }

    @Override
    public TrustOutcome remove(Function<List<TrustedIssuer>, TrustOutcome> decide) {
        return whileLocked(decide, (database, issuer) -> {
            SubjectPrefixRows.release(database, issuer.terms().subjectPrefix());
            TrustedIssuerRows.delete(database, issuer);
            return new Done(issuer);
        });
    }

    private static boolean isOthers(Handle database, TrustTerms terms) {
        return SubjectPrefixRows.owner(database, terms.subjectPrefix())
                .filter(owner -> !UriNormalForm.same(owner, terms.issuer()))
                .isPresent();
    }

    private static TrustOutcome prefixIsOthers() {
        return Refused.invalid(List.of(new Violation(
                "/subject_prefix",
                "subject-prefix-unique",
                "Subjects of another issuer have had this prefix; users of two issuers are never the same.")));
    }

    private interface Writer {
        TrustOutcome write(Handle database, TrustedIssuer issuer);
    }

    private TrustOutcome whileLocked(Function<List<TrustedIssuer>, TrustOutcome> decide, Writer writer) {
        return jdbi.inTransaction(database -> {
            TrustedIssuerRows.lock(database);
            TrustOutcome outcome = decide.apply(TrustedIssuerRows.all(database));
            return outcome instanceof Done done ? writer.write(database, done.issuer()) : outcome;
        });
    }
}
