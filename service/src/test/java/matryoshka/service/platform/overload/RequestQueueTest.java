package matryoshka.service.platform.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestQueueTest {
    private static final OverloadLimits LIMITS =
            new OverloadLimits(2, 20, Duration.ofMillis(50), Duration.ofMillis(10));
    /** Two more than may always wait. */
    private static final String[] MANY =
            IntStream.range(0, 18).mapToObj(Integer::toString).toArray(String[]::new);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final RequestQueue queue = new RequestQueue(LIMITS, nanos::get);
    private final List<String> heard = new ArrayList<>();

    @Test
    void requests_run_at_once_while_there_is_room() {
        assertThat(enter("a")).isTrue();
        assertThat(enter("b")).isTrue();
        assertThat(queue.running()).isEqualTo(2);
        assertThat(heard).isEmpty();
    }

    @Test
    void further_requests_run_in_order_of_arrival_as_others_end() {
        fill();
        assertThat(enter("c")).isFalse();
        assertThat(enter("d")).isFalse();
        assertThat(queue.queued()).isEqualTo(2);

        queue.leave();
        assertThat(heard).containsExactly("c runs");
        queue.leave();
        assertThat(heard).containsExactly("c runs", "d runs");
        assertThat(queue.running()).isEqualTo(2);
        assertThat(queue.queued()).isZero();
    }

    @Test
    void a_full_queue_refuses_the_next_request() {
        fill();
        for (int i = 0; i < LIMITS.maxQueued(); i++) {
            enter("waits");
        }
        assertThat(enter("f")).isFalse();
        assertThat(heard).containsExactly("f refused");
    }

    @Test
    void a_short_queue_may_wait_for_long() {
        fill();
        for (int i = 0; i < 16; i++) {
            enter(i + "");
        }
        pass(60_000);
        queue.leave();
        assertThat(heard).containsExactly("0 runs");
    }

    @Test
    void a_longer_queue_may_wait_for_a_while_if_it_is_a_burst() {
        fill();
        enter(MANY);
        pass(49);
        enter("one more");
        queue.leave();
        assertThat(heard).containsExactly("0 runs");
    }

    @Test
    void in_a_longer_queue_that_does_not_drain_those_that_waited_too_long_are_refused_until_it_is_short() {
        fill();
        enter(MANY);
        pass(51);
        queue.leave();
        assertThat(heard).containsExactly("2 runs", "0 refused", "1 refused");
        assertThat(queue.queued()).isEqualTo(15);
    }

    @Test
    void while_who_is_first_has_waited_too_long_the_next_is_refused_at_once() {
        fill();
        enter(MANY);
        pass(51);
        assertThat(enter("late")).isFalse();
        assertThat(heard).containsExactly("late refused");
    }

    @Test
    void after_a_refusal_there_is_no_burst_for_a_second() {
        fill();
        enter(MANY);
        pass(51);
        enter("refused");
        drain();
        pass(900);
        refill();
        pass(11);
        queue.leave();
        assertThat(heard).containsExactly("2 runs", "0 refused", "1 refused");

        drain();
        pass(1_000);
        refill();
        pass(11);
        queue.leave();
        assertThat(heard).containsExactly("0 runs");
    }

    private void drain() {
        while (queue.running() > 0) {
            queue.leave();
        }
        assertThat(queue.queued()).isZero();
    }

    private void refill() {
        fill();
        enter(MANY);
        heard.clear();
    }

    @Test
    void a_request_that_waits_for_something_else_leaves_its_room_to_others() {
        Pause.during(queue, enterAnd(() -> {
            enter("b");
            enter("c");
            Pause outer = Pause.begin();
            Pause inner = Pause.begin();
            assertThat(heard).containsExactly("c runs");
            assertThat(queue.running()).isEqualTo(2);
            inner.end();
            assertThat(queue.running()).isEqualTo(2);
            outer.end();
            assertThat(queue.running()).isEqualTo(3);
            enter("d");
        }));
        assertThat(queue.running()).isEqualTo(2);
        assertThat(heard).containsExactly("c runs");
        queue.leave();
        assertThat(heard).containsExactly("c runs", "d runs");
    }

    @Test
    void a_thread_that_serves_no_request_has_nothing_to_pause() {
        fill();
        Pause pause = Pause.begin();
        assertThat(queue.running()).isEqualTo(2);
        pause.end();
        assertThat(queue.running()).isEqualTo(2);
    }

    private Runnable enterAnd(Runnable request) {
        assertThat(enter("a")).isTrue();
        return request;
    }

    private void fill() {
        enter("a");
        enter("b");
    }

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private void enter(String... names) {
        for (String name : names) {
            enter(name);
        }
    }

    private boolean enter(String name) {
        return queue.enter(new RequestQueue.Entrant() {
            @Override
            public void run() {
                heard.add(name + " runs");
            }

            @Override
            public void refuse() {
                heard.add(name + " refused");
            }
        });
    }
}
