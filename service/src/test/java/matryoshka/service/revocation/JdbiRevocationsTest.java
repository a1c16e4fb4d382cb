package matryoshka.service.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.database.Databases;
import matryoshka.service.platform.time.DatabaseClock;
import matryoshka.service.testing.PostgresExtension;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiRevocationsTest extends RevocationStoreContract {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant later = now.plusSeconds(300);
    private final RevocationStore kept = new JdbiRevocations(POSTGRES.jdbi());

    @BeforeEach
    void empty() {
        POSTGRES.jdbi().useHandle(database -> database.execute("delete from revocation"));
    }

    @Override
    RevocationStore store() {
        return kept;
    }

    @Override
    long stored() {
        return POSTGRES.jdbi()
                .withHandle(database -> database.createQuery("select count(*) from revocation")
                        .mapTo(long.class)
                        .one());
    }

    @Test
    void revocations_committed_late_are_read() {
        RevocationCache known = new RevocationCache();
        RevocationSync follow = new RevocationSync(known, Clock.systemUTC());
        // Of another Jdbi: the same one gives a thread the handle that it has.
        Databases.jdbi(POSTGRES.dataSource()).useTransaction(slow -> {
            slow.execute("insert into revocation (jti, expires_at, revoked_by) values ('slow', now() + '1 h', 'a')");
            kept.add(token("quick", later));
            follow.readNew(kept);
            assertThat(known.isRevoked("quick")).isTrue();
            assertThat(known.isRevoked("slow")).isFalse();
        });

        follow.readNew(kept);

        assertThat(known.isRevoked("slow")).isTrue();
    }

    @Test
    void expired_revocations_leave_memory_even_during_an_outage() {
        RevocationStore away = new JdbiRevocations(Jdbi.create("jdbc:postgresql://127.0.0.1:1/x"));
        RevocationCache known = new RevocationCache();
        known.add(token("past", now.minusSeconds(100)));

        PurgeRevocations purge =
                new PurgeRevocations(away, known, new DatabaseClock(Clock.fixed(now, ZoneOffset.UTC)), new Workers());
        assertThatThrownBy(purge::purge).isInstanceOf(ConnectionException.class);

        assertThat(known.size()).isZero();
    }

    @Test
    void reading_new_revocations_does_not_scan_the_rest() {
        POSTGRES.jdbi().useHandle(database -> {
            database.execute("""
                    insert into revocation (jti, expires_at, revoked_by, changed_at)
                    select 'R' || n, now() + '1 h', 'a', now() - '1 h'::interval from generate_series(1, 20000) n
                    """);
            database.execute("analyze revocation");
            String plan = String.join(
                    "\n",
                    database.createQuery(
                                    "explain select jti from revocation where changed_at > now() - '10 s'::interval")
                            .mapTo(String.class)
                            .list());
            assertThat(plan).contains("revocation_changed");
        });
    }
}
