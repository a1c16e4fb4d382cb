package matryoshka.service.revocation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import matryoshka.service.revocation.Revocation.Kind;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Revocations in PostgreSQL. */
public final class JdbiRevocations implements RevocationStore {
    /** One statement removes this many, so that it is short and holds few locks. */
    private static final int BATCH = 10_000;

    private final Jdbi jdbi;

    public JdbiRevocations(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public boolean add(Revocation revocation) {
        if (revocation.kind() == Kind.TOKEN) {
            return addToken(revocation, null);
        }
        jdbi.useTransaction(database -> {
            removeOutdone(database, revocation);
            database.createUpdate("""
                            insert into revocation (client_id, subject, issued_before, expires_at, revoked_by)
                            values (:clientId, :subject, :issuedBefore, :expiresAt, :revokedBy)
                            """)
                    .bind("clientId", valueOf(revocation, Kind.CLIENT))
                    .bind("subject", valueOf(revocation, Kind.SUBJECT))
                    .bind("issuedBefore", revocation.issuedBefore())
                    .bind("expiresAt", revocation.expiresAt())
                    .bind("revokedBy", revocation.revokedBy())
                    .execute();
        });
        return true;
    }

    private static void removeOutdone(Handle database, Revocation revocation) {
        database.createUpdate("""
                        delete from revocation
                        where (client_id = :clientId or subject = :subject)
                          and issued_before <= :issuedBefore and expires_at <= :expiresAt
                        """)
                .bind("clientId", valueOf(revocation, Kind.CLIENT))
                .bind("subject", valueOf(revocation, Kind.SUBJECT))
                .bind("issuedBefore", revocation.issuedBefore())
                .bind("expiresAt", revocation.expiresAt())
                .execute();
    }

    @Override
    public boolean add(Revocation revocation, Unsettled unsettled) {
        return addToken(revocation, unsettled);
    }

    private boolean addToken(Revocation revocation, @Nullable Unsettled unsettled) {
        Party party = revocation.party();
        // The second of two concurrent callers waits for the first to commit, so that its response is durable too.
        return jdbi.withHandle(database -> {
            Update insert = database.createUpdate("""
                            insert into revocation (jti, expires_at, revoked_by, chain_begun_by, chain_begun_at, audience,
                                                    token_issued_at, token_expires_at, token_services)
                            values (:jti, :expiresAt, :revokedBy, :begunBy, :begunAt, :audience, :tokenIssuedAt, :tokenExpiresAt, :services)
                            on conflict do nothing
                            """)
                    .bind("jti", revocation.value())
                    .bind("expiresAt", revocation.expiresAt())
                    .bind("revokedBy", revocation.revokedBy())
                    .bind("begunBy", party == null ? null : party.begunBy())
                    .bind("begunAt", revocation.begunAt())
                    .bind("audience", party == null ? null : party.audience())
                    .bind("tokenIssuedAt", unsettled == null ? null : unsettled.issuedAt())
                    .bind("tokenExpiresAt", unsettled == null ? null : unsettled.expiresAt());
            return insert.bindArray(
                                    "services",
                                    String.class,
                                    unsettled == null
                                            ? new Object[0]
                                            : unsettled.services().toArray())
                            .execute()
                    > 0;
        });
    }

    @Override
    public Optional<Revocation> cutOff(Party party) {
        return jdbi.inTransaction(database -> CutOffRows.make(database, party));
    }

    @Override
    public int settle(Instant revokedBefore, Function<Instant, Predicate<Set<String>>> extending) {
        Optional<Instant> oldest = jdbi.withHandle(database -> UnsettledRows.oldest(database, revokedBefore));
        if (oldest.isEmpty()) {
            return 0;
        }
        // Called before rows are locked, since it may take long.
        Predicate<Set<String>> extended = extending.apply(oldest.get());
        int settled = 0;
        int batch;
        do {
            batch = jdbi.inTransaction(database -> UnsettledRows.settle(database, revokedBefore, BATCH, extended));
            settled += batch;
        } while (batch == BATCH);
        return settled;
    }

    @Override
    public Recent since(Instant changed) {
        return jdbi.withHandle(database -> {
            // Reads the time first: whoever asks with this time later finds what changed after it.
            Instant at = database.createQuery("select clock_timestamp()")
                    .mapTo(Instant.class)
                    .one();
            return new Recent(
                    at,
                    database.createQuery(
                                    "select " + RevocationRows.COLUMNS + " from revocation where changed_at > :changed")
                            .bind("changed", changed)
                            .map((row, context) -> RevocationRows.read(row))
                            .list());
        });
    }

    @Override
    public List<Listed> inForce(long before, int most) {
        return jdbi.withHandle(database -> database.createQuery(
                        "select id, created_at, " + RevocationRows.COLUMNS + """
                        from revocation
                        where id < :before and expires_at > now()
                        order by id desc
                        limit :most
                        """)
                .bind("before", before)
                .bind("most", most)
                .map((row, context) -> new Listed(
                        row.getLong("id"), RevocationRows.read(row), RevocationRows.instant(row, "created_at")))
                .list());
    }

    @Override
    public int purge(Instant past) {
        int removed = 0;
        int batch;
        do {
            // Skips rows that another instance is removing, instead of waiting.
            batch = jdbi.withHandle(database -> database.createUpdate("""
                            delete from revocation where id in (
                                select id from revocation
                                where expires_at < :past
                                limit :batch
                                for update skip locked)
                            """)
                    .bind("past", past)
                    .bind("batch", BATCH)
                    .execute());
            removed += batch;
        } while (batch == BATCH);
        return removed;
    }

    private static @Nullable String valueOf(Revocation revocation, Kind kind) {
        return revocation.kind() == kind ? revocation.value() : null;
    }
}
