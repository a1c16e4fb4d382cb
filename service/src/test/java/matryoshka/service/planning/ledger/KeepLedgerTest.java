package matryoshka.service.planning.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.time.DatabaseClock;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.PlayedClock;
import matryoshka.service.testing.PostgresExtension;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Plans are retired by the database's clock; a wrong clock retires none. */
class KeepLedgerTest {
    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final Duration SAFETY = Duration.ofHours(26);
    private static final Duration OFTEN = Duration.ofMillis(5);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final PlanLedger ledger = new PlanLedger(
            new JdbiPlanUses(POSTGRES.jdbi(), true, new PlanBounds(10)),
            new JdbiKeptPlans(POSTGRES.jdbi()),
            OFTEN,
            SAFETY,
            Caches.memory());
    private final Workers workers = new Workers();
    private KeepLedger keep = keeping(Clock.systemUTC());

    @BeforeEach
    void use_plans() {
        POSTGRES.jdbi().useHandle(database -> database.execute("delete from plan"));
        use("living", now);
        use("past", now.minus(Duration.ofDays(60)));
    }

    @AfterEach
    void stop() throws Exception {
        keep.stop();
    }

    @Test
    void a_machine_two_days_ahead_retires_no_live_plan() throws Exception {
        keep = keeping(new PlayedClock(now.plus(Duration.ofDays(2))));

        keep.start();

        Soon.holds(() -> !isKept("past"));
        assertThat(isKept("living")).isTrue();
        assertThat(ledger.withNode("living")).isPresent();
    }

    @Test
    void a_database_two_days_ahead_retires_no_live_plan() throws Exception {
        DatabaseClock clock = new DatabaseClock(Clock.systemUTC());
        clock.measure(() -> now.plus(Duration.ofDays(2)));
        keep = new KeepLedger(ledger, clock, OFTEN, SAFETY, workers);

        keep.start();

        Soon.holds(() -> !isKept("past"));
        assertThat(isKept("living")).isTrue();
    }

    private KeepLedger keeping(Clock machine) {
        DatabaseClock clock = new DatabaseClock(machine);
        clock.measure(() -> POSTGRES.jdbi()
                .withHandle(database -> database.createQuery("select clock_timestamp()")
                        .mapTo(Instant.class)
                        .one()));
        return new KeepLedger(ledger, clock, OFTEN, SAFETY, workers);
    }

    private void use(String plan, Instant at) {
        ledger.used(MintedPlans.planned(plan), 1, at, at.plus(MintedPlans.LIFE));
    }

    private static boolean isKept(String plan) {
        return POSTGRES.jdbi()
                .withHandle(database -> database.createQuery("select exists (select from plan where id = :id)")
                        .bind("id", plan)
                        .mapTo(boolean.class)
                        .one());
    }
}
