package matryoshka.service.clients.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;

/** Used ids in PostgreSQL. */
public final class JdbiUsedIds implements UsedIds {
    /** How far the clocks of instances and the database may differ before an id is forgotten too early. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final Jdbi jdbi;

    public JdbiUsedIds(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public boolean firstUse(UsedId id) {
        return jdbi.withHandle(database -> database.createUpdate("""
                                insert into used_jti (kind, issuer, jti_hash, expires_at)
                                values (:kind, :issuer, :hash, :expiresAt)
                                on conflict (kind, issuer, jti_hash) do nothing
                                """)
                        .bind("kind", id.kind().name().toLowerCase(Locale.ROOT))
                        .bind("issuer", id.issuer())
                        .bind("hash", id.digest())
                        .bind("expiresAt", id.until().plus(MARGIN))
                        .execute())
                == 1;
    }

    @Override
    public void purge(Instant past) {
        jdbi.useHandle(database -> database.createUpdate("delete from used_jti where expires_at < :past")
                .bind("past", past)
                .execute());
    }
}
