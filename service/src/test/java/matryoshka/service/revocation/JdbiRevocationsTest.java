package matryoshka.service.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.database.Databases;
import matryoshka.service.platform.time.DatabaseClock;
import matryoshka.service.revocation.Revocation.Kind;
import matryoshka.service.revocation.RevocationStore.Listed;
import matryoshka.service.testing.PlayedClock;
import matryoshka.service.testing.PostgresExtension;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiRevocationsTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant later = now.plusSeconds(300);
    private final RevocationStore kept = new JdbiRevocations(POSTGRES.jdbi());

    @BeforeEach
    void empty() {
        POSTGRES.jdbi().useHandle(database -> database.execute("delete from revocation"));
    }

    @Test
    void a_revocation_comes_back_as_it_was_added() {
        Revocation client = new Revocation(Kind.CLIENT, "web-shop", now, later, "admin");
        Revocation subject = new Revocation(Kind.SUBJECT, "https://id.example|ü\"7", now, later, "admin");
        for (Revocation revocation : List.of(token("R.1~x", later), client, subject)) {
            assertThat(kept.add(revocation)).isTrue();
        }

        assertThat(kept.since(Instant.EPOCH).revocations())
                .containsExactlyInAnyOrder(token("R.1~x", later), client, subject);
        assertThat(kept.inForce(Long.MAX_VALUE, 10))
                .extracting(Listed::revocation)
                .containsExactly(subject, client, token("R.1~x", later));
    }

    @Test
    void a_token_is_revoked_once_and_of_a_client_the_latest_counts() {
        Revocation client = new Revocation(Kind.CLIENT, "web-shop", now, later, "admin");

        assertThat(kept.add(token("R", later))).isTrue();
        assertThat(kept.add(token("R", later))).isFalse();
        assertThat(kept.add(client)).isTrue();
        assertThat(kept.add(client)).isTrue();
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void a_jti_may_be_longer_than_an_index_takes() {
        String grown = "R" + "~random-of-22-characters".repeat(500);

        assertThat(kept.add(token(grown, later))).isTrue();
        assertThat(kept.add(token(grown, later))).isFalse();
        assertThat(kept.add(token(grown + ".0", later))).isTrue();
    }

    @Test
    void only_what_was_added_since_is_read_again() {
        kept.add(token("early", later));
        Instant readAt = kept.since(Instant.EPOCH).at();
        kept.add(token("late", later));

        assertThat(kept.since(readAt).revocations()).containsExactly(token("late", later));
    }

    @Test
    void what_is_committed_late_is_read_all_the_same() {
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
    void what_is_past_is_purged_and_what_is_not_stays() {
        RevocationCache known = new RevocationCache();
        for (Revocation revocation : List.of(
                token("past", now.minus(SKEW).minusSeconds(5)),
                new Revocation(Kind.CLIENT, "past", now.minusSeconds(500), now.minusSeconds(100), "admin"),
                token("just", now.minusSeconds(5)),
                new Revocation(Kind.SUBJECT, "in force", now, later, "admin"),
                token("R", later))) {
            kept.add(revocation);
            known.add(revocation);
        }

        new PurgeRevocations(kept, known, new DatabaseClock(Clock.fixed(now, ZoneOffset.UTC)), new Workers()).purge();

        assertThat(rows()).isEqualTo(3);
        assertThat(known.size()).isEqualTo(3);
        assertThat(known.isRevoked("R")).isTrue();
        assertThat(known.isRevoked("past")).isFalse();
        assertThat(kept.inForce(Long.MAX_VALUE, 10)).hasSize(2);
    }

    @Test
    void by_a_machine_two_days_ahead_nothing_is_forgotten_that_is_in_force() {
        RevocationCache known = new RevocationCache();
        kept.add(token("R", later));
        known.add(token("R", later));
        DatabaseClock clock = new DatabaseClock(new PlayedClock(now.plus(Duration.ofDays(2))));
        clock.measure(() -> now);

        new PurgeRevocations(kept, known, clock, new Workers()).purge();

        assertThat(rows()).isEqualTo(1);
        assertThat(known.isRevoked("R")).isTrue();
    }

    /** So that it is not missing where the database's clock was wrong when an instance started. */
    @Test
    void what_has_just_expired_is_read_too() {
        kept.add(token("expired", now.minusSeconds(1)));

        assertThat(kept.since(Instant.EPOCH).revocations()).hasSize(1);
    }

    @Test
    void what_is_past_is_forgotten_here_even_if_the_database_is_away() {
        RevocationStore away = new JdbiRevocations(Jdbi.create("jdbc:postgresql://127.0.0.1:1/x"));
        RevocationCache known = new RevocationCache();
        known.add(token("past", now.minusSeconds(100)));

        PurgeRevocations purge =
                new PurgeRevocations(away, known, new DatabaseClock(Clock.fixed(now, ZoneOffset.UTC)), new Workers());
        assertThatThrownBy(purge::purge).isInstanceOf(ConnectionException.class);

        assertThat(known.size()).isZero();
    }

    @Test
    void a_hundred_revocations_of_one_token_at_once_are_one_row() {
        List<CompletableFuture<Boolean>> all = IntStream.range(0, 100)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> kept.add(token("R", later))))
                .toList();

        assertThat(all.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void reading_what_is_new_needs_no_look_at_the_rest() {
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

    private static Revocation token(String jti, Instant expiresAt) {
        return new Revocation(Kind.TOKEN, jti, null, expiresAt, "web-shop");
    }

    private static long rows() {
        return POSTGRES.jdbi()
                .withHandle(database -> database.createQuery("select count(*) from revocation")
                        .mapTo(long.class)
                        .one());
    }
}
