package matryoshka.service.clients.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClientRatesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ClientRates rates = new ClientRates(10, 20, new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

    @Test
    void a_burst_passes_and_then_the_rate() {
        assertThat(passing("web", 25)).isEqualTo(20);
        assertThat(rates.tooEarly("web")).contains(Duration.ofMillis(100));

        nanos.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(passing("web", 25)).isEqualTo(5);
    }

    @Test
    void clients_do_not_share_a_rate() {
        passing("web", 25);

        assertThat(passing("app", 25)).isEqualTo(20);
    }

    @Test
    void without_a_limit_everything_passes() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(ClientRates.UNLIMITED.tooEarly("web")).isEmpty();
        }
    }

    private int passing(String client, int requests) {
        int passed = 0;
        for (int i = 0; i < requests; i++) {
            passed += rates.tooEarly(client).isEmpty() ? 1 : 0;
        }
        return passed;
    }
}
