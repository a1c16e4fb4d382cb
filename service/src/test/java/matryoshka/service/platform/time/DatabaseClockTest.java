package matryoshka.service.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import matryoshka.service.testing.PlayedClock;
import org.junit.jupiter.api.Test;

/** The database's time, whatever the machine's clock does. */
class DatabaseClockTest {
    private static final Duration TWO_DAYS = Duration.ofDays(2);
    private static final Duration ALARM = Duration.ofSeconds(30);
    private static final Duration MAX = Duration.ofSeconds(60);

    private final PlayedClock machine = new PlayedClock();
    private final AtomicLong nanos = new AtomicLong();
    private final DatabaseClock clock = new DatabaseClock(machine, nanos::get);
    private final ClockWatch watch = new ClockWatch(clock, ALARM, MAX);
    private final ClockHealth health = new ClockHealth(watch);
    private final Instant start = machine.instant();

    @Test
    void before_a_measurement_it_is_the_machines_clock() {
        assertThat(clock.instant()).isEqualTo(start);
        assertThat(clock.machineAhead()).isZero();
    }

    @Test
    void after_a_measurement_it_continues_from_the_databases_time() {
        answer(start.plusSeconds(100), Duration.ZERO);
        pass(Duration.ofSeconds(5));

        assertThat(clock.instant()).isEqualTo(start.plusSeconds(105));
    }

    @Test
    void setting_the_machines_clock_does_not_move_it_and_is_noticed_at_once() {
        answer(start, Duration.ZERO);
        machine.turn(TWO_DAYS);

        assertThat(clock.instant()).isEqualTo(start);
        assertThat(clock.machineAhead()).isEqualTo(TWO_DAYS);
        assertThat(watch.isTooFar()).isTrue();

        machine.turn(TWO_DAYS.negated().minusSeconds(10));
        assertThat(clock.machineAhead()).isEqualTo(Duration.ofSeconds(-10));
        assertThat(watch.isAlarming()).isFalse();
    }

    @Test
    void an_answer_that_took_long_moves_it_no_further_than_it_must() {
        answer(start, Duration.ZERO);
        pass(Duration.ofSeconds(10));

        // The database can have answered at any time in these twenty seconds.
        answer(start.plusSeconds(15), Duration.ofSeconds(20));
        assertThat(clock.instant()).isEqualTo(start.plusSeconds(30));

        answer(start.plusSeconds(45), Duration.ofSeconds(10));
        assertThat(clock.instant()).as("not earlier than the answer").isEqualTo(start.plusSeconds(45));

        answer(start.plusSeconds(40), Duration.ofSeconds(3));
        assertThat(clock.instant()).as("not later than it can be").isEqualTo(start.plusSeconds(43));
    }

    @Test
    void what_is_past_is_past_by_both_clocks() {
        answer(start, Duration.ZERO);
        assertThat(clock.earlier().instant()).isEqualTo(start);

        machine.turn(TWO_DAYS);
        assertThat(clock.earlier().instant()).as("a machine that is fast").isEqualTo(start);

        machine.turn(TWO_DAYS.multipliedBy(-2));
        assertThat(clock.earlier().instant()).as("a machine that is slow").isEqualTo(start.minus(TWO_DAYS));

        machine.turn(TWO_DAYS);
        answer(start.plus(TWO_DAYS), Duration.ZERO);
        assertThat(clock.earlier().instant()).as("a database that is fast").isEqualTo(start);
    }

    @Test
    void health_reports_a_clock_difference() {
        answer(start, Duration.ZERO);
        machine.turn(ALARM);
        assertThat(health.check().isHealthy()).isTrue();

        machine.turn(Duration.ofMillis(500));
        assertThat(health.check().isHealthy()).isFalse();
        assertThat(health.check().getMessage()).isEqualTo("This machine's clock is 30.5 s ahead of the database's.");
        assertThat(health.check().getDetails())
                .containsEntry("ahead_ms", 30_500L)
                .containsEntry("serving", true);

        machine.turn(Duration.ofSeconds(-91));
        assertThat(health.check().getMessage()).isEqualTo("This machine's clock is 60.5 s behind the database's.");
        assertThat(health.check().getDetails()).containsEntry("serving", false);
    }

    /** The database says a time; the question took so long, and the machine's clock goes on meanwhile. */
    private void answer(Instant time, Duration took) {
        watch.measure(() -> {
            pass(took);
            return time;
        });
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
