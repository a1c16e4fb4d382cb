package matryoshka.service.staleness.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners, and what happens to slow ones. */
class SubscribersTest {
    private final Stored stored = new Stored();
    private final Subscribers subscribers =
            new Subscribers(new RecentEvents(stored, Caches.memory()), Duration.ofSeconds(2), new Workers());

    private static final class Stored implements GraphEvents {
        private final List<GraphEvent> events = new CopyOnWriteArrayList<>();

        @Override
        public List<GraphEvent> after(long version, int most) {
            return events.stream()
                    .filter(event -> event.version() > version)
                    .limit(most)
                    .toList();
        }

        @Override
        public long latest() {
            return events.size();
        }
    }

    private static class Sink implements EventSink {
        final List<String> written = new CopyOnWriteArrayList<>();
        volatile boolean closed;

        @Override
        public void write(String text) throws IOException {
            written.add(text);
        }

        @Override
        public void close() {
            closed = true;
        }

        List<Long> versions() {
            List<Long> versions = new ArrayList<>();
            for (String text : written) {
                if (text.startsWith("id: ")) {
                    versions.add(Long.parseLong(text.substring(4, text.indexOf('\n'))));
                }
            }
            return versions;
        }
    }

    /** Reads nothing until the writer times out. */
    private static final class Stuck extends Sink {
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public void write(String text) throws IOException {
            try {
                never.await();
            } catch (InterruptedException abandoned) {
                throw new IOException(abandoned);
            }
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        subscribers.stop();
    }

    @Test
    void every_listener_gets_every_event_once_and_in_order() throws Exception {
        publish(300);
        Sink early = new Sink();
        Sink late = new Sink();
        subscribers.join(early, () -> true, 0);
        subscribers.join(late, () -> true, 250);
        subscribers.follow();
        publish(20);
        subscribers.follow();

        Soon.holds(() -> early.versions().size() == 320);
        Soon.holds(() -> late.versions().size() == 70);
        assertThat(early.versions())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 320).boxed().toList());
        assertThat(late.versions())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(251, 320).boxed().toList());
    }

    @Test
    void a_stalled_listener_is_dropped_and_delays_no_other() throws Exception {
        Stuck stuck = new Stuck();
        Sink quick = new Sink();
        subscribers.start();
        subscribers.join(stuck, () -> true, 0);
        subscribers.join(quick, () -> true, 0);
        publish(1);
        subscribers.follow();

        Soon.holds(() -> quick.versions().size() == 1);
        Soon.holds(() -> stuck.closed);
        assertThat(quick.closed).isFalse();
    }

    @Test
    void a_listener_without_access_gets_no_more_events() throws Exception {
        Sink sink = new Sink();
        subscribers.join(sink, () -> false, 0);
        publish(1);
        subscribers.follow();

        Soon.holds(() -> sink.closed);
        assertThat(sink.written).isEmpty();
    }

    @Test
    void the_number_of_listeners_is_limited() {
        for (int count = 0; count < 100; count++) {
            assertThat(subscribers.join(new Sink(), () -> true, 0)).isTrue();
        }
        assertThat(subscribers.join(new Sink(), () -> true, 0)).isFalse();

        subscribers.leaveAll();
        assertThat(subscribers.join(new Sink(), () -> true, 0)).isTrue();
    }

    private void publish(int count) {
        for (int more = 0; more < count; more++) {
            stored.events.add(new GraphEvent(stored.events.size() + 1, "", "{}"));
        }
    }
}
