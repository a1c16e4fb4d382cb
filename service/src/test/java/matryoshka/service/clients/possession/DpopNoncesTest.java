package matryoshka.service.clients.possession;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.openid.connect.sdk.Nonce;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DpopNoncesTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    @Test
    void a_nonce_is_accepted_on_every_instance_that_has_the_key() {
        assertThat(at(NOW, 1).accepted()).contains(new Nonce(at(NOW, 1).fresh()));
        assertThat(at(NOW, 2).accepted()).doesNotContain(new Nonce(at(NOW, 1).fresh()));
    }

    @ParameterizedTest
    @ValueSource(ints = {-60, 0, 60, 150})
    void a_nonce_is_valid_for_a_while(int seconds) {
        assertThat(at(NOW.plusSeconds(seconds), 1).accepted())
                .contains(new Nonce(at(NOW, 1).fresh()));
    }

    @Test
    void a_nonce_of_five_minutes_ago_is_not() {
        assertThat(at(NOW.plus(Duration.ofMinutes(5)), 1).accepted())
                .doesNotContain(new Nonce(at(NOW, 1).fresh()));
    }

    private static DpopNonces at(Instant now, int key) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) key;
        return new DpopNonces(bytes, Clock.fixed(now, ZoneOffset.UTC));
    }
}
