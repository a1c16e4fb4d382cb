package matryoshka.service.trust;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The table {@code subject_prefix}: the issuer to whose users each prefix belongs. A prefix stays with the issuer that had it first, since
 * services may know a user's subject for longer than the issuer is registered.
 */
final class SubjectPrefixRows {
    private SubjectPrefixRows() {}

    /** Returns the {@code iss} that a prefix belongs to; empty if nobody ever had it. */
    static Optional<String> owner(Handle database, String prefix) {
        return database.createQuery("select issuer from subject_prefix where prefix = :prefix")
                .bind("prefix", prefix)
                .mapTo(String.class)
                .findOne();
    }

    /** Assigns a prefix to the issuer that it belongs to, or permanently to the first that takes it. */
    static void take(Handle database, String prefix, String issuer) {
        database.createUpdate("""
                        insert into subject_prefix (prefix, issuer) values (:prefix, :issuer)
                        on conflict (prefix) do update set released_at = null where subject_prefix.issuer = excluded.issuer
                        """).bind("prefix", prefix).bind("issuer", issuer).execute();
    }

    /**
     * Assigns the prefix of these terms to their issuer.
     *
     * @return from when chains of its users are valid; without limit if it never had the prefix before
     */
    static Instant take(Handle database, TrustTerms terms) {
        boolean again = owner(database, terms.subjectPrefix()).isPresent();
        if (again) {
            awaitEnd(database, terms.subjectPrefix());
        }
        take(database, terms.subjectPrefix(), terms.issuer());
        return again ? now(database) : Instant.EPOCH;
    }

    /** Rounded down and one second earlier, since the clock of an instance that begins a chain right after this may be behind. */
    private static Instant now(Handle database) {
        return database.createQuery("select date_trunc('second', clock_timestamp()) - interval '1 second'")
                .mapTo(Instant.class)
                .one();
    }

    /** Releases the issuer's prefix; no other issuer can get it. */
    static void release(Handle database, String prefix) {
        database.createUpdate("update subject_prefix set released_at = clock_timestamp() where prefix = :prefix")
                .bind("prefix", prefix)
                .execute();
    }

    /**
     * Waits until no chain that began while the prefix was in use before can be mistaken for a later one: chains record their beginning to
     * the second, and an instance may begin chains for a second until it learns of the removal. Three seconds at most, and only if the
     * prefix was released just now.
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
