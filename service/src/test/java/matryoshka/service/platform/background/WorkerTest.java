package matryoshka.service.platform.background;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.health.HealthCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker survives, and how its state is reported. */
class WorkerTest {
    private static final Duration MAX_SILENCE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AtomicLong nanos = new AtomicLong();
    private final Workers workers = new Workers(nanos::get, Daemons::named);
    private final WorkersHealth health = new WorkersHealth(workers);
    private final List<Worker> started = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Worker worker : started) {
            worker.stop(PATIENCE);
        }
    }

    private static final class Unexpected extends Error {
        private static final long serialVersionUID = 1;
    }

    private static Error error(String name) {
        return switch (name) {
            case "memory" -> new OutOfMemoryError("thrown by a test");
            case "stack" -> new StackOverflowError("thrown by a test");
            case "linkage" -> new NoClassDefFoundError("thrown by a test");
            default -> new Unexpected();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "stack", "linkage", "other"})
    void no_error_ends_it(String name) throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        Worker worker = worker("w");
        worker.start(
                () -> {
                    if (rounds.incrementAndGet() <= 3) {
                        throw error(name);
                    }
                },
                failed -> worker.rest(Duration.ofMillis(1)));

        Soon.holds(() -> rounds.get() > 5);

        assertThat(state().failures()).isEqualTo(3);
        assertThat(state().restarts()).isEqualTo(3);
        assertThat(state().isSick()).isFalse();
    }

    @Test
    void an_error_between_rounds_does_not_end_it() throws Exception {
        AtomicInteger pauses = new AtomicInteger();
        Worker worker = worker("w");
        worker.start(() -> {}, failed -> {
            if (pauses.incrementAndGet() == 1) {
                throw new OutOfMemoryError("thrown by a test");
            }
            worker.rest(Duration.ofMillis(1));
        });

        Soon.holds(() -> pauses.get() > 3);
    }

    @Test
    void periodic_work_continues_after_an_error() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        worker("w").every(Duration.ofMillis(1), () -> {
            int round = rounds.incrementAndGet();
            if (round == 1) {
                throw new OutOfMemoryError("thrown by a test");
            } else if (round == 2) {
                throw new IllegalStateException("thrown by a test");
            }
        });

        Soon.holds(() -> rounds.get() > 5);

        assertThat(state().failures()).isEqualTo(2);
        assertThat(state().restarts()).isEqualTo(1);
    }

    @Test
    void a_round_learns_whether_the_one_before_failed() throws Exception {
        List<Boolean> told = new ArrayList<>();
        Semaphore turns = new Semaphore(0);
        worker("w")
                .start(
                        () -> {
                            if (told.isEmpty()) {
                                throw new IllegalStateException("thrown by a test");
                            }
                        },
                        failed -> {
                            told.add(failed);
                            turns.release();
                            if (told.size() == 2) {
                                Thread.currentThread().join();
                            }
                        });

        assertThat(turns.tryAcquire(2, PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(told).containsExactly(true, false);
    }

    @Test
    void a_stray_interrupt_does_not_stop_it() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        Worker worker = worker("w");
        worker.start(
                () -> {
                    if (rounds.incrementAndGet() == 1) {
                        Thread.currentThread().interrupt();
                    }
                },
                failed -> worker.rest(Duration.ofMillis(1)));

        Soon.holds(() -> rounds.get() > 3);
    }

    @Test
    void it_stops_on_request() throws Exception {
        Semaphore begun = new Semaphore(0);
        AtomicInteger interrupted = new AtomicInteger();
        Worker worker = worker("w");
        worker.start(
                () -> {
                    begun.release();
                    try {
                        Thread.currentThread().join();
                    } catch (InterruptedException stop) {
                        interrupted.incrementAndGet();
                        throw stop;
                    }
                },
                failed -> {});
        begun.acquire();

        worker.stop(PATIENCE);

        assertThat(interrupted).hasValue(1);
        assertThat(state().failures()).isZero();
        assertThat(state().isSick()).isFalse();
    }

    @Test
    void a_worker_that_has_not_succeeded_for_too_long_is_unhealthy_until_it_has() throws Exception {
        Semaphore may = new Semaphore(0);
        worker("stuck").start(may::acquire, failed -> {});
        assertThat(health.check().isHealthy()).isTrue();

        nanos.addAndGet(MAX_SILENCE.plusSeconds(1).toNanos());

        HealthCheck.Result sick = health.check();
        assertThat(sick.isHealthy()).isFalse();
        assertThat(sick.getMessage()).isEqualTo("stuck has not succeeded for 31 s");
        may.release();
        Soon.holds(() -> health.check().isHealthy());
    }

    @Test
    void one_that_only_fails_is_unhealthy_after_a_while() throws Exception {
        Worker worker = worker("failing");
        worker.start(
                () -> {
                    throw new OutOfMemoryError("thrown by a test");
                },
                failed -> worker.rest(Duration.ofMillis(1)));
        Soon.holds(() -> state().failures() > 3);
        nanos.addAndGet(MAX_SILENCE.plusSeconds(1).toNanos());

        assertThat(health.check().isHealthy()).isFalse();
    }

    @Test
    void one_whose_thread_has_ended_is_unhealthy_at_once() throws Exception {
        // No exception of a round causes this, so the thread here runs nothing.
        Workers lifeless =
                new Workers(nanos::get, name -> round -> Daemons.named(name).newThread(() -> {}));
        Worker worker = lifeless.worker("lifeless", MAX_SILENCE);
        started.add(worker);

        worker.start(() -> {}, failed -> {});

        WorkersHealth told = new WorkersHealth(lifeless);
        Soon.holds(() -> !told.check().isHealthy());
        assertThat(told.check().getMessage()).isEqualTo("lifeless has ended");
    }

    @Test
    void one_that_has_not_begun_is_not_missed() {
        workers.worker("not begun", MAX_SILENCE);
        nanos.addAndGet(Duration.ofDays(1).toNanos());

        assertThat(health.check().isHealthy()).isTrue();
    }

    @Test
    void health_and_metrics_know_every_worker() {
        workers.worker("one", MAX_SILENCE);
        workers.worker("two", MAX_SILENCE);

        assertThat(health.check().getDetails()).containsOnlyKeys("one", "two");
        assertThat(workers.getMetrics())
                .containsOnlyKeys(
                        "one.failures",
                        "one.restarts",
                        "one.seconds_since_success",
                        "two.failures",
                        "two.restarts",
                        "two.seconds_since_success");
        assertThat(workers.getMetrics().values())
                .allSatisfy(metric -> assertThat(((Gauge<?>) metric).getValue()).isIn(0L, 0.0));
    }

    private WorkerState state() {
        return workers.states().get(0);
    }

    private Worker worker(String name) {
        Worker worker = workers.worker(name, MAX_SILENCE);
        started.add(worker);
        return worker;
    }
}
