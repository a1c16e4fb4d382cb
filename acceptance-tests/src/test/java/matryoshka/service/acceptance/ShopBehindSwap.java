package matryoshka.service.acceptance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What tests of {@code examples/gateway/swap} have in common: a running issuer, and a client of each format. */
@ExtendWith(SharedIssuer.class)
@SuppressWarnings("NullAway.Init") // JUnit does
abstract class ShopBehindSwap {
    @TempDir
    private static Path folder;

    static NginxInFront nginx;
    static ServiceClient phantom;
    static ServiceClient split;
    static ServiceClient gateway;

    @BeforeAll
    static void start(RunningIssuer issuer, TestInfo test) throws Exception {
        issuer.publish(GuardedShop.GRAPH);
        String name = test.getTestClass().orElseThrow().getSimpleName().toLowerCase(Locale.ROOT);
        phantom = registered(issuer, name, "phantom");
        split = registered(issuer, name, "split");
        gateway = ServiceClient.registered(issuer, name + "-gateway", "tokens:introspect");
        String credentials = RunningIssuer.basic(gateway.clientId(), gateway.secret());
        nginx = NginxInFront.start(
                upstream -> ExampleNginx.startSwap(folder, issuer.port(), upstream, credentials, ExampleNginx.PATIENT));
    }

    /** The socket where other proxies ask, in place of an address. */
    static Path forwardAuth() {
        return folder.resolve("forward-auth");
    }

    private static ServiceClient registered(RunningIssuer issuer, String name, String format) throws Exception {
        return ServiceClient.registered(
                issuer,
                new ObjectMapper()
                        .createObjectNode()
                        .put("client_id", name + "-" + format)
                        .put("scope", GuardedShop.SCOPES)
                        .put("token_format", format));
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
    }

    @AfterEach
    void nothing_that_is_a_token_is_in_the_logs() throws IOException {
        nginx.assertLogsAreClean();
    }
}
