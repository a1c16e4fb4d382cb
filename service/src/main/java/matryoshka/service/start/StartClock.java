package matryoshka.service.start;

import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import java.time.Instant;
import matryoshka.service.platform.time.ClockHealth;
import matryoshka.service.platform.time.ClockWatch;
import matryoshka.service.platform.time.DatabaseClock;
import matryoshka.service.start.settings.ClockSettings;
import org.jdbi.v3.core.Jdbi;

/**
 * The clock of this instance.
 *
 * @param watch compares it with the machine's clock
 */
record StartClock(DatabaseClock clock, ClockWatch watch) {

    static StartClock start(ClockSettings settings, Clock machine, Environment environment) {
        DatabaseClock clock = new DatabaseClock(machine);
        ClockWatch watch = new ClockWatch(clock, settings.alarmOffset(), settings.maxOffset());
        environment.healthChecks().register("clock", new ClockHealth(watch));
        return new StartClock(clock, watch);
    }

    /** Measures the database's time. Called before anything that depends on time. */
    void measure(Jdbi jdbi) {
        watch.measure(() -> jdbi.withHandle(database -> database.createQuery("select clock_timestamp()")
                .mapTo(Instant.class)
                .one()));
    }
}
