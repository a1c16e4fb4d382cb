package matryoshka.service.revocation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import matryoshka.service.revocation.Revocation.Kind;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Revocations in PostgreSQL. */
public final class JdbiRevocations implements KeptRevocations {
    /** So many are removed by one statement that it is soon over, and locks little. */
    private static final int BATCH = 10_000;

    private final Jdbi jdbi;

    public JdbiRevocations(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public boolean add(Revocation revocation) {
        // Who is second waits for the first to commit, so that it answers for something durable, too.
        return jdbi.withHandle(database -> database.createUpdate("""
                        insert into revocation (jti, client_id, subject, issued_before, expires_at, revoked_by)
                        values (:jti, :client_id, :subject, :issuedBefore, :expiresAt, :revokedBy)
                        on conflict do nothing
                        """)
                        .bind("jti", valueOf(revocation, Kind.TOKEN))
                        .bind("client_id", valueOf(revocation, Kind.CLIENT))
                        .bind("subject", valueOf(revocation, Kind.SUBJECT))
                        .bind("issuedBefore", revocation.issuedBefore())
                        .bind("expiresAt", revocation.expiresAt())
                        .bind("revokedBy", revocation.revokedBy())
                        .execute())
                > 0;
    }

    @Override
    public Recent since(Instant added) {
        return jdbi.withHandle(database -> {
            // First the time: what is added after it is found by the next who asks since then.
            Instant at = database.createQuery("select clock_timestamp()")
                    .mapTo(Instant.class)
                    .one();
            return new Recent(
                    at,
                    database.createQuery("""
                            select jti, client_id, subject, issued_before, expires_at, revoked_by
                            from revocation
                            where created_at > :added
                            """)
                            .bind("added", added)
                            .map((row, context) -> revocation(row))
                            .list());
        });
    }

    @Override
    public List<Listed> inForce(long before, int most) {
        return jdbi.withHandle(database -> database.createQuery("""
                        select id, jti, client_id, subject, issued_before, expires_at, revoked_by, created_at
                        from revocation
                        where id < :before and expires_at > now()
                        order by id desc
                        limit :most
                        """)
                .bind("before", before)
                .bind("most", most)
                .map((row, context) -> new Listed(
                        row.getLong("id"),
                        revocation(row),
                        row.getTimestamp("created_at").toInstant()))
                .list());
    }

    @Override
    public int purge(Instant past) {
        int removed = 0;
        int batch;
        do {
            // Those that another instance is removing are skipped, not waited for.
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

    private static Revocation revocation(ResultSet row) throws SQLException {
        Kind kind = Kind.TOKEN;
        for (Kind other : Kind.values()) {
            if (row.getString(other.member()) != null) {
                kind = other;
            }
        }
        Timestamp issuedBefore = row.getTimestamp("issued_before");
        return new Revocation(
                kind,
                row.getString(kind.member()),
                issuedBefore == null ? null : issuedBefore.toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getString("revoked_by"));
    }
}
