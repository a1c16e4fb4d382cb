package matryoshka.service.revocation;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Cut-offs in the database, and the rows that they replace. */
final class CutOffRows {
    /** The first half of the advisory locks of cut-offs; the second half is a hash of the revoking client. */
    private static final int LOCK = 0x6d617473;

    private CutOffRows() {}

    /**
     * Removes the half of a party's single revocations whose chains began first, with all that began in the same second, and replaces them
     * by one cut-off that lasts as long as any of them.
     */
    static Optional<Revocation> make(Handle database, Party party) {
        boolean alone = database.createQuery("select pg_try_advisory_xact_lock(:lock, hashtext(:revokedBy))")
                .bind("lock", LOCK)
                .bind("revokedBy", party.revokedBy())
                .mapTo(boolean.class)
                .one();
        return alone ? replaced(database, party) : Optional.empty();
    }

    private static Optional<Revocation> replaced(Handle database, Party party) {
        return database.createQuery("""
                        with single as (
                            select id, chain_begun_at, expires_at from revocation
                            where revoked_by = :revokedBy and chain_begun_by = :begunBy
                              and audience is not distinct from cast(:audience as text)
                        ), cut as (
                            select percentile_disc(0.5) within group (order by chain_begun_at) as begun_until
                            from single having count(*) >= 2
                        ), gone as (
                            delete from revocation r using single s, cut
                            where r.id = s.id and s.chain_begun_at <= cut.begun_until
                            returning r.expires_at
                        )
                        insert into revocation (begun_by, revoked_by, audience, issued_before, expires_at)
                        select :begunBy, :revokedBy, :audience, cut.begun_until, max(gone.expires_at)
                        from cut, gone
                        group by cut.begun_until
                        on conflict (begun_by, revoked_by, coalesce(audience, '')) where begun_by is not null
                        do update set issued_before = greatest(revocation.issued_before, excluded.issued_before),
                                      expires_at = greatest(revocation.expires_at, excluded.expires_at),
                                      changed_at = clock_timestamp()
                        returning %s
                        """.formatted(RevocationRows.COLUMNS))
                .bind("revokedBy", party.revokedBy())
                .bind("begunBy", party.begunBy())
                .bind("audience", party.audience())
                .map((row, context) -> RevocationRows.read(row))
                .findOne();
    }
}
