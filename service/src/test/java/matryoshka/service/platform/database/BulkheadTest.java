package matryoshka.service.platform.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    /** So long that a test which waits for its end fails. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Test
    void only_so_many_use_the_database_and_only_so_many_wait() throws Exception {
        Bulkhead bulkhead = new Bulkhead(1, 1, PATIENCE);
        bulkhead.enter();
        FutureTask<Void> waiter = waiting(bulkhead);

        assertThatThrownBy(bulkhead::enter)
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessage("the database is busy");

        bulkhead.leave();
        waiter.get();
        assertThatCode(bulkhead::leave).doesNotThrowAnyException();
    }

    @Test
    void a_place_that_does_not_become_free_in_time_is_refused() throws Exception {
        Bulkhead bulkhead = new Bulkhead(1, 1, Duration.ofMillis(1));
        bulkhead.enter();

        assertThatThrownBy(bulkhead::enter).hasMessage("the database is busy");

        bulkhead.leave();
        bulkhead.enter();
    }

    @Test
    void a_lost_database_admits_nobody_and_turns_away_those_who_wait() throws Exception {
        Bulkhead bulkhead = new Bulkhead(1, 1, PATIENCE);
        bulkhead.enter();
        FutureTask<Void> waiter = waiting(bulkhead);

        bulkhead.lose();

        assertThatThrownBy(waiter::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(DatabaseUnavailableException.class);
        bulkhead.leave();
        assertThatThrownBy(bulkhead::enter).hasMessage("the connection to the database is lost");

        bulkhead.regain();
        bulkhead.enter();
    }

    private static FutureTask<Void> waiting(Bulkhead bulkhead) throws Exception {
        FutureTask<Void> entry = new FutureTask<>(() -> {
            bulkhead.enter();
            return null;
        });
        Thread thread = new Thread(entry, "waits-for-a-place");
        thread.setDaemon(true);
        thread.start();
        Soon.holds(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return entry;
    }
}
