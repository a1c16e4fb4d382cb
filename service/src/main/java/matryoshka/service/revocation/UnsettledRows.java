package matryoshka.service.revocation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** Rows of single tokens for which it is still undecided how long they are needed. */
final class UnsettledRows {
    private UnsettledRows() {}

    private record Row(long id, Set<String> services) {
        static Row read(ResultSet row) throws SQLException {
            return new Row(row.getLong("id"), Set.of((String[])
                    row.getArray("token_services").getArray()));
        }
    }

    /** Returns when the oldest of the tokens was issued; empty if there is nothing to settle. */
    static Optional<Instant> oldest(Handle database, Instant revokedBefore) {
        return database.createQuery("""
                        select min(token_issued_at) from revocation
                        where token_expires_at is not null and created_at < :before
                        """)
                .bind("before", revokedBefore)
                .mapTo(Instant.class)
                .findOne();
    }

    /** Settles some rows. Skips those that another instance is settling. Returns how many. */
    static int settle(Handle database, Instant revokedBefore, int most, Predicate<Set<String>> extended) {
        List<Row> rows = database.createQuery("""
                        select id, token_services from revocation
                        where token_expires_at is not null and created_at < :before
                        order by created_at
                        limit :most
                        for update skip locked
                        """)
                .bind("before", revokedBefore)
                .bind("most", most)
                .map((row, context) -> Row.read(row))
                .list();
        if (!rows.isEmpty()) {
            settle(database, rows, row -> row.services().isEmpty() || extended.test(row.services()));
        }
        return rows.size();
    }

    private static void settle(Handle database, List<Row> rows, Predicate<Row> extended) {
        database.createUpdate("""
                        update revocation
                        set expires_at = case when id = any(:extended) then expires_at else token_expires_at end,
                            token_issued_at = null, token_expires_at = null, token_services = null,
                            changed_at = clock_timestamp()
                        where id = any(:settled)
                        """)
                .bindArray(
                        "extended",
                        Long.class,
                        rows.stream().filter(extended).map(Row::id).toArray())
                .bindArray("settled", Long.class, rows.stream().map(Row::id).toArray())
                .execute();
    }
}
