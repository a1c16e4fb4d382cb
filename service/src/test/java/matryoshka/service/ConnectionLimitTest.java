package matryoshka.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** As many connections are open as the limit allows. */
@ExtendWith(DropwizardExtensionsSupport.class)
class ConnectionLimitTest {
    private static final int MAX = 20;

    static final DropwizardAppExtension<IssuerConfiguration> APP =
            ShellApplication.started(Map.of("connections.max", Integer.toString(MAX), "connections.headTime", "1m"));

    @Test
    void a_further_connection_waits_and_the_admin_port_is_not_affected() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < MAX; i++) {
                open.add(RawHttp.open(APP.getLocalPort(), "GET /failing/x HTTP/1.1\r\nHost: local"));
            }
            try (Socket another = RawHttp.open(APP.getLocalPort(), RawHttp.get("/failing/x"))) {
                assertThat(RawHttp.peek(another)).isEmpty();
                assertThat(RawHttp.send(APP.getAdminPort(), RawHttp.get("/ping")))
                        .startsWith("HTTP/1.1 200 ");

                open.remove(0).close();

                another.setSoTimeout(5_000);
                assertThat(new String(another.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 200");
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
