package matryoshka.service.trust;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code subject_prefix}: whose users each prefix stands for. A prefix stays that of the issuer that had it first, since services
 * may know a user by his subject for longer than the issuer is registered.
 */
final class SubjectPrefixRows {
    private SubjectPrefixRows() {}

    /** The {@code iss} that a prefix belongs to; empty when nobody ever had it. */
    static Optional<String> owner(Handle database, String prefix) {
        return database.createQuery("select issuer from subject_prefix where prefix = :prefix")
                .bind("prefix", prefix)
                .mapTo(String.class)
                .findOne();
    }

    /** Gives a prefix to an issuer that it belongs to, or for ever to the first that takes it. */
    static void take(Handle database, String prefix, String issuer) {
        database.createUpdate("""
                        insert into subject_prefix (prefix, issuer) values (:prefix, :issuer)
                        on conflict (prefix) do update set released_at = null where subject_prefix.issuer = excluded.issuer
                        """).bind("prefix", prefix).bind("issuer", issuer).execute();
    }

    /**
     * Gives the prefix of these terms to their issuer.
     *
     * @return since when chains of its users are good; for ever where it never had the prefix
     */
    static Instant take(Handle database, TrustTerms terms) {
        boolean again = owner(database, terms.subjectPrefix()).isPresent();
        if (again) {
            awaitEnd(database, terms.subjectPrefix());
        }
        take(database, terms.subjectPrefix(), terms.issuer());
        return again ? now(database) : Instant.EPOCH;
    }

    /** Rounded down, and a second earlier, as the clock of an instance that begins a chain right afterwards may be behind. */
    private static Instant now(Handle database) {
        return database.createQuery("select date_trunc('second', clock_timestamp()) - interval '1 second'")
                .mapTo(Instant.class)
                .one();
    }

    /** The issuer has the prefix no more, and nobody else gets it. */
    static void release(Handle database, String prefix) {
        database.createUpdate("update subject_prefix set released_at = clock_timestamp() where prefix = :prefix")
                .bind("prefix", prefix)
                .execute();
    }

    /**
     * Waits until no chain can be taken for a later one that began while the prefix was in use before: chains tell when they began to the
     * second, and an instance may begin one for a second until it hears of the removal. Three seconds at most, and only for a prefix that
     * was given up just now.
     */
    private static void awaitEnd(Handle database, String prefix) {
        database.createQuery("""
                        select 1 from (
                            select pg_sleep_until(released_at + interval '3 seconds')
                            from subject_prefix
                            where prefix = :prefix and released_at > clock_timestamp() - interval '3 seconds') as waited
                        """).bind("prefix", prefix).mapTo(int.class).list();
    }
}
