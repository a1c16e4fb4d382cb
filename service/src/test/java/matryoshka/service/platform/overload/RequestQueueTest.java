package matryoshka.service.platform.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestQueueTest {
    private static final OverloadLimits LIMITS =
            new OverloadLimits(2, 3, Duration.ofMillis(200), Duration.ofMillis(20));

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
        enter("c");
        enter("d");
        enter("e");
        assertThat(enter("f")).isFalse();
        assertThat(heard).containsExactly("f refused");
    }

    @Test
    void in_a_burst_nobody_is_refused_for_waiting() {
        fill();
        enter("c");
        pass(199);
        queue.leave();
        assertThat(heard).containsExactly("c runs");
    }

    @Test
    void in_a_queue_that_does_not_drain_those_that_waited_too_long_are_refused() {
        fill();
        enter("c");
        pass(190);
        enter("d");
        pass(15);
        enter("e");

        queue.leave();

        assertThat(heard).containsExactly("c refused", "d runs");
        pass(21);
        queue.leave();
        assertThat(heard).containsExactly("c refused", "d runs", "e refused");
        assertThat(queue.running()).isOne();
    }

    @Test
    void a_queue_that_drained_may_have_a_burst_again() {
        fill();
        enter("c");
        pass(300);
        queue.leave();
        enter("in its place");
        enter("d");
        pass(100);
        queue.leave();
        assertThat(heard).containsExactly("c refused", "d runs");
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
