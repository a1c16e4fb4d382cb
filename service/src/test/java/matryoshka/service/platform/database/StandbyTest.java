package matryoshka.service.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StandbyTest {
    private static final String DATABASE = "cluster/db";

    private final AtomicLong now = new AtomicLong();
    private final Standby standby = new Standby(now::get);
    private final Supplier<String> state = standby.guarded(() -> standby.isRead() ? "standby" : "primary");
    private String read = "";

    @Test
    void it_has_what_the_primary_had_when_it_has_replayed_up_to_there() {
        sample(10, 100);
        sample(20, 200);

        standby.replayed(99, DATABASE);
        assertThat(standby.completeUntil()).isEmpty();
        standby.replayed(150, DATABASE);
        assertThat(standby.completeUntil()).hasValue(Instant.ofEpochSecond(10));
        standby.replayed(200, DATABASE);
        assertThat(standby.completeUntil()).hasValue(Instant.ofEpochSecond(20));
    }

    @Test
    void it_is_not_read_before_it_has_what_was_loaded_from_the_primary() {
        sample(10, 100);
        standby.replayed(100, DATABASE);
        assertThat(readState()).isTrue();
        assertThat(read).isEqualTo("standby");

        now.set(15);
        assertThat(state.get()).isEqualTo("primary");

        assertThat(readState()).isFalse();
        sample(14, 140);
        standby.replayed(140, DATABASE);
        assertThat(readState()).isFalse();
        sample(16, 160);
        standby.replayed(160, DATABASE);
        assertThat(readState()).isTrue();
    }

    @Test
    void a_load_that_was_overtaken_by_one_from_the_primary_is_not_used() {
        sample(10, 100);
        standby.replayed(100, DATABASE);
        AtomicBoolean used = new AtomicBoolean();

        boolean done = standby.read(() -> {
            now.set(20);
            onAnotherThread(() -> read = state.get());
            read = state.get();
            used.set(true);
        });

        assertThat(done).isFalse();
        assertThat(used).isFalse();
        assertThat(standby.isRead()).isFalse();
    }

    @Test
    void another_standby_must_have_what_the_one_before_had() {
        sample(10, 100);
        sample(20, 200);
        sample(30, 300);
        standby.replayed(200, DATABASE);

        standby.opened();

        assertThat(standby.completeUntil()).isEmpty();
        standby.replayed(200, DATABASE);
        assertThat(readState()).isFalse();
        standby.replayed(300, DATABASE);
        assertThat(readState()).isTrue();
    }

    @Test
    void after_a_failover_positions_that_were_lost_are_not_awaited() {
        sample(10, 1_000);
        sample(20, 500);

        standby.replayed(500, DATABASE);

        assertThat(standby.completeUntil()).hasValue(Instant.ofEpochSecond(20));
    }

    @Test
    void samples_are_bounded_while_it_is_far_behind() {
        for (int second = 1; second <= 100_000; second++) {
            sample(second, second);
        }

        standby.replayed(99_000, DATABASE);

        assertThat(standby.completeUntil()).isPresent();
    }

    @Test
    void another_database_is_no_standby() {
        sample(10, 100);

        assertThatThrownBy(() -> standby.replayed(100, "elsewhere/db")).hasMessageContaining("DATABASE_FOLLOW_URL");
    }

    private void sample(long second, long position) {
        standby.sampled(new Standby.Sample(second, Instant.ofEpochSecond(second), position, DATABASE));
    }

    private boolean readState() {
        return standby.read(() -> read = state.get());
    }

    private static void onAnotherThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
