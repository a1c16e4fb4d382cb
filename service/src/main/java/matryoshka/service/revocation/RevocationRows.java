package matryoshka.service.revocation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import matryoshka.service.revocation.Revocation.Kind;
import org.jspecify.annotations.Nullable;

/** Revocations as rows. */
final class RevocationRows {
    /** The columns that {@link #read} reads. */
    static final String COLUMNS = """
            jti, client_id, subject, begun_by, issued_before, expires_at, revoked_by, chain_begun_by, chain_begun_at, audience
            """;

    private RevocationRows() {}

    static Revocation read(ResultSet row) throws SQLException {
        Kind kind = Kind.TOKEN;
        for (Kind other : Kind.values()) {
            if (row.getString(other.member()) != null) {
                kind = other;
            }
        }
        Timestamp issuedBefore = row.getTimestamp("issued_before");
        Timestamp begunAt = row.getTimestamp("chain_begun_at");
        return new Revocation(
                kind,
                row.getString(kind.member()),
                issuedBefore == null ? null : issuedBefore.toInstant(),
                instant(row, "expires_at"),
                row.getString("revoked_by"),
                party(kind, row),
                begunAt == null ? null : begunAt.toInstant());
    }

    private static @Nullable Party party(Kind kind, ResultSet row) throws SQLException {
        String begunBy = row.getString(kind == Kind.CUT_OFF ? "begun_by" : "chain_begun_by");
        return begunBy == null ? null : new Party(row.getString("revoked_by"), begunBy, row.getString("audience"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
