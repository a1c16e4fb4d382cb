package matryoshka.service.platform.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which requests count as running while they wait. */
class PauseTest {
    private final RequestQueue queue =
            new RequestQueue(new OverloadLimits(1, 0, Duration.ofSeconds(1), Duration.ZERO), () -> 0);

    @Test
    void a_request_that_waits_leaves_its_room_and_comes_back() {
        enter();

        Pause.during(queue, () -> {
            Pause outer = Pause.begin();
            Pause inner = Pause.begin();
            assertThat(queue.running()).isZero();
            inner.end();
            assertThat(queue.running()).isZero();
            outer.end();
            assertThat(queue.running()).isOne();
        });

        assertThat(queue.running()).isZero();
    }

    @Test
    void a_request_whose_client_reads_the_end_of_its_response_slowly_leaves_its_room_once() {
        enter();
        List<Pause> reading = new ArrayList<>();

        Pause.during(queue, () -> reading.add(Pause.begin()));
        assertThat(queue.running()).isZero();
        enter();
        reading.forEach(Pause::end);

        assertThat(queue.running()).isOne();
    }

    private void enter() {
        assertThat(queue.enter(new RequestQueue.Entrant() {
                    @Override
                    public void run() {
                        throw new AssertionError("there was room");
                    }

                    @Override
                    public void refuse() {
                        throw new AssertionError("there was room");
                    }
                }))
                .isTrue();
    }
}
