package matryoshka.service.trust;

import java.util.List;
import java.util.function.Function;
import matryoshka.service.trust.TrustOutcome.Done;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The registered issuers in PostgreSQL. */
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
    public TrustOutcome add(Function<List<TrustedIssuer>, TrustOutcome> decide) {
        return whileLocked(decide, TrustedIssuerRows::insert);
    }

    @Override
    public TrustOutcome change(Function<List<TrustedIssuer>, TrustOutcome> decide) {
        return whileLocked(decide, TrustedIssuerRows::update);
    }

    @Override
    public TrustOutcome remove(Function<List<TrustedIssuer>, TrustOutcome> decide) {
        return whileLocked(decide, TrustedIssuerRows::delete);
    }

    private interface Writer {
        void write(Handle database, TrustedIssuer issuer);
    }

    private TrustOutcome whileLocked(Function<List<TrustedIssuer>, TrustOutcome> decide, Writer writer) {
        return jdbi.inTransaction(database -> {
            TrustedIssuerRows.lock(database);
            TrustOutcome outcome = decide.apply(TrustedIssuerRows.all(database));
            if (outcome instanceof Done done) {
                writer.write(database, done.issuer());
            }
            return outcome;
        });
    }
}
