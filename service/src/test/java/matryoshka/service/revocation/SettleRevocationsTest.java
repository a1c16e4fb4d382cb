package matryoshka.service.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import matryoshka.graph.Sorted;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.time.DatabaseClock;
import matryoshka.service.testing.PlayedClock;
import matryoshka.service.testing.PostgresExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How long a revocation is kept: as long as its token, unless a derived token could have been extended. Times are minutes from
 * when the token was issued; it lives for ten, and is revoked in the fifth.
 */
class SettleRevocationsTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Duration LAG = Duration.ofMinutes(1);
    private static final Duration UNTIL_HEARD = Duration.ofMinutes(1);
    private static final int REVOKED = 5;
    private static final int LONG_AGO = -1_000;

    private final Instant issued = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(3));
    private final Instant end = issued.plus(Duration.ofMinutes(10));
    private final Instant extendedEnd = end.plus(Duration.ofDays(1));
    private final RevocationStore kept = new JdbiRevocations(POSTGRES.jdbi());

    @BeforeEach
    void empty() {
        // History can only be rewritten without its triggers.
        POSTGRES.jdbi().useHandle(database -> database.execute("""
                set session_replication_role = replica;
                delete from revocation; delete from graph_dependency; delete from graph_version;
                update graph_head set version = 0;
                set session_replication_role = origin;
                """));
    }

    @Test
    void without_any_dependency_that_extends_it_ends_with_its_token() {
        publish(LONG_AGO, "a>b");
        revoke("a");

        assertThat(settled()).isEqualTo(end);
    }

    @Test
    void before_the_first_version_it_ends_with_its_token() {
        revoke("a");

        assertThat(settled()).isEqualTo(end);
    }

    @Test
    void it_lasts_a_day_longer_if_the_service_has_such_a_dependency() {
        publish(LONG_AGO, "a>>b");
        revoke("a");

        assertThat(settled()).isEqualTo(extendedEnd);
    }

    @Test
    void it_lasts_a_day_longer_if_the_service_can_reach_one() {
        publish(LONG_AGO, "a>b", "b>c", "c>>d", "x>y");
        revoke("a");

        assertThat(settled()).isEqualTo(extendedEnd);
    }

    @Test
    void an_unreachable_one_does_not_count() {
        publish(LONG_AGO, "a>b", "x>a", "x>>y", "c>>b");
        revoke("a", "b");

        assertThat(settled()).isEqualTo(end);
    }

    @Test
    void one_of_several_services_is_enough() {
        publish(LONG_AGO, "b>>c");
        revoke("a", "b");

        assertThat(settled()).isEqualTo(extendedEnd);
    }

    @Test
    void one_that_was_removed_while_the_token_lived_counts() {
        publish(LONG_AGO, "a>>b");
        publish(2, "a>b");
        revoke("a");

        assertThat(settled()).isEqualTo(extendedEnd);
    }

    @Test
    void one_that_was_removed_long_before_does_not() {
        publish(LONG_AGO, "a>>b");
        publish(-60, "a>b");
        revoke("a");

        assertThat(settled()).isEqualTo(end);
    }

    /** An instance may have used the previous version for a while. */
    @Test
    void one_that_was_removed_just_before_counts() {
        publish(LONG_AGO, "a>>b");
        publish(-1, "a>b");
        revoke("a");

        assertThat(settled()).isEqualTo(extendedEnd);
    }

    /** Another instance may know the graph before it knows the revocation. */
    @Test
    void one_that_was_added_just_after_the_revocation_counts() {
        publish(LONG_AGO, "a>b");
        revoke("a");
        publish(REVOKED, "a>>b");

        assertThat(settled()).isEqualTo(extendedEnd);
    }

    /** First along a dependency that only the earlier graph had, then along one that only the later has. */
    @Test
    void the_way_may_lead_through_several_versions() {
        publish(LONG_AGO, "a>b");
        publish(2, "b>>c");
        revoke("a");

        assertThat(settled()).isEqualTo(extendedEnd);
    }

    @Test
    void for_a_token_of_unknown_services_the_longest_time_counts() {
        publish(LONG_AGO, "x>>y");
        revoke();

        assertThat(settled()).isEqualTo(extendedEnd);
    }

    @Test
    void before_every_instance_has_heard_of_it_nothing_is_settled() {
        revoke("a");

        int settled = settling(revoked().plus(UNTIL_HEARD).plusSeconds(59)).settle();

        assertThat(settled).isZero();
        assertThat(expiry()).isEqualTo(extendedEnd);
    }

    @Test
    void what_is_settled_is_read_by_all_and_settled_once() {
        RevocationCache known = new RevocationCache();
        RevocationSync follow = new RevocationSync(known, Clock.systemUTC());
        publish(LONG_AGO, "a>b");
        revoke("a");
        follow.readAll(kept);

        assertThat(settling(Instant.now()).settle()).isEqualTo(1);
        assertThat(settling(Instant.now()).settle()).isZero();

        follow.readNew(kept);
        known.forget(end.plusSeconds(1));
        assertThat(known.size()).isZero();
    }

    @Test
    void a_wrong_clock_settles_nothing_too_early() {
        revoke("a");
        DatabaseClock clock = new DatabaseClock(new PlayedClock(Instant.now().plus(Duration.ofDays(2))));
        clock.measure(() -> revoked().plusSeconds(1));

        assertThat(new SettleRevocations(kept, graphs(), UNTIL_HEARD, clock, new Workers()).settle())
                .isZero();
    }

    private void revoke(String... services) {
        kept.add(
                Revocation.ofToken("R", extendedEnd, new Party("shop", "shop", null), issued),
                new Unsettled(issued, end, Sorted.set(List.of(services))));
        POSTGRES.jdbi()
                .useHandle(database -> database.createUpdate("update revocation set created_at = :revoked")
                        .bind("revoked", revoked())
                        .execute());
    }

    private Instant revoked() {
        return issued.plus(Duration.ofMinutes(REVOKED));
    }

    /** When it expires once it is settled. */
    private Instant settled() {
        assertThat(settling(Instant.now()).settle()).isEqualTo(1);
        return expiry();
    }

    private Instant expiry() {
        return kept.since(Instant.EPOCH).revocations().get(0).expiresAt();
    }

    private SettleRevocations settling(Instant now) {
        DatabaseClock clock = new DatabaseClock(new PlayedClock(now));
        return new SettleRevocations(kept, graphs(), UNTIL_HEARD, clock, new Workers());
    }

    private static ExtendedGraphs graphs() {
        return new JdbiExtendedGraphs(POSTGRES.jdbi(), LAG);
    }

    /** A version of these dependencies alone; one with two arrows extends. */
    private void publish(int minute, String... dependencies) {
        POSTGRES.jdbi().useTransaction(database -> {
            long version = database.createQuery("select version + 1 from graph_head")
                    .mapTo(long.class)
                    .one();
            database.createUpdate("insert into graph_version values (:version, :at, 'test', null)")
                    .bind("version", version)
                    .bind("at", issued.plus(Duration.ofMinutes(minute)))
                    .execute();
            database.createUpdate("update graph_dependency set until_version = :version where until_version is null")
                    .bind("version", version)
                    .execute();
            for (String dependency : dependencies) {
                String[] ends = dependency.split(">+", -1);
                database.createUpdate("""
                                insert into graph_dependency
                                    (name, from_version, caller, callee, requires, grants, sharing, clients, confidential, extend)
                                values (:name, :version, :caller, :callee, '{}', '{x}', 'exchange', '{}', false,
                                        case when :extends then interval '1 day' end)
                                """)
                        .bind("name", ends[0] + "-" + ends[1])
                        .bind("version", version)
                        .bind("caller", ends[0])
                        .bind("callee", ends[1])
                        .bind("extends", dependency.contains(">>"))
                        .execute();
            }
            database.createUpdate("update graph_head set version = :version")
                    .bind("version", version)
                    .execute();
        });
    }
}
