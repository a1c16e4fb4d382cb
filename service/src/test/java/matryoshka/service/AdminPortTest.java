package matryoshka.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The port for health and metrics. */
@ExtendWith(DropwizardExtensionsSupport.class)
class AdminPortTest {
    static final DropwizardAppExtension<IssuerConfiguration> APP = ShellApplication.started();

    @ParameterizedTest
    @ValueSource(strings = {"/ping", "/live", "/healthcheck", "/threads"})
    void it_serves_health(String path) throws Exception {
        assertThat(RawHttp.send(APP.getAdminPort(), RawHttp.get(path))).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tasks", "/tasks/log-level", "/tasks/gc", "/pprof"})
    void it_changes_nothing(String path) throws Exception {
        String get = RawHttp.get(path);

        assertThat(RawHttp.send(APP.getAdminPort(), get)).startsWith("HTTP/1.1 404 ");
        assertThat(RawHttp.send(APP.getAdminPort(), get.replace("GET ", "POST ")))
                .startsWith("HTTP/1.1 404 ");
    }

    @Test
    void it_listens_on_loopback_only() throws Exception {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .toList();
        for (InetAddress address : others) {
            new Socket(address, APP.getLocalPort()).close();
            assertThatThrownBy(() -> new Socket(address, APP.getAdminPort()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }
}
