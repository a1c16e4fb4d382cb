package matryoshka.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8095", "edge.example:0", "[::1]:8095", "unix:/run/gateway.sock", "off"})
    void a_listener_is_logged_as_it_is_configured(String setting) {
        assertThat(Listener.parse(setting))
                .hasValueSatisfying(listener -> assertThat(listener).hasToString(setting));
    }
}
