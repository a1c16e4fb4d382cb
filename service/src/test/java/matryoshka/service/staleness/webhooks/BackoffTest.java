package matryoshka.service.staleness.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void pauses_double_from_a_second_to_five_minutes() {
        assertThat(Backoff.after(1, 0.5)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Backoff.after(2, 0.5)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Backoff.after(9, 0.5)).isEqualTo(Duration.ofSeconds(256));
        assertThat(Backoff.after(10, 0.5)).isEqualTo(Duration.ofMinutes(5));
        assertThat(Backoff.after(1_000_000, 0.5)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void pauses_vary_by_a_fifth() {
        assertThat(Backoff.after(1, 0)).isEqualTo(Duration.ofMillis(800));
        assertThat(Backoff.after(1, 1)).isEqualTo(Duration.ofMillis(1200));
    }
}
