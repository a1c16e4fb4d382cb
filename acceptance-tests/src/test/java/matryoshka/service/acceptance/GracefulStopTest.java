package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The issuer is stopped while clients send requests without a pause on persistent connections. */
class GracefulStopTest {
    private static final int CLIENTS = 16;

    @TempDir
    private Path dataDir;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger answers = new AtomicInteger();
    private TestDatabase database;
    private String secret = "";

    @BeforeEach
    void create_database() {
        database = TestDatabases.create();
    }

    @AfterEach
    void clean_up() {
        threads.shutdownNow();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "700ms"})
    void no_request_is_lost(String delay) throws Exception {
        RunningIssuer issuer = start(delay);
        List<Future<String>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(threads.submit(() -> askUntilToldToClose(issuer.port())));
        }
        Soon.holds(() -> answers.get() > 10 * CLIENTS);

        issuer.close();

        for (Future<String> client : clients) {
            assertThat(client.get(30, TimeUnit.SECONDS)).isEqualTo("told to close");
        }
    }

    @Test
    void it_is_unhealthy_first_and_still_serves() throws Exception {
        RunningIssuer issuer = start("3s");
        int adminPort = issuer.adminPort();
        Future<?> stopping = threads.submit(issuer::close);

        Soon.holds(() -> health(adminPort).statusCode() == 500);
        assertThat(Answers.json(health(adminPort)).at("/stopping/healthy").booleanValue())
                .isFalse();
        assertThat(Answers.send(Answers.to(adminPort, "/ready")).statusCode()).isEqualTo(503);
        assertThat(Answers.send(Answers.to(adminPort, "/live")).statusCode()).isEqualTo(200);
        HttpResponse<String> token = issuer.token("app", secret, "");
        assertThat(token.statusCode()).isEqualTo(200);
        stopping.get(20, TimeUnit.SECONDS);
    }

    private RunningIssuer start(String delay) throws Exception {
        RunningIssuer issuer = RunningIssuer.start(
                database, dataDir, Map.of("shutdown.delay", delay, "server.shutdownGracePeriod", "10s"));
        issuer.publish("services: {a: {scopes: {'a:x': ''}}}");
        secret = issuer.register("app", "a:x");
        issuer.issued("app", secret, "");
        return issuer;
    }

    private static HttpResponse<String> health(int adminPort) throws Exception {
        return Answers.send(Answers.to(adminPort, "/healthcheck"));
    }

    /** A client that continues until a response closes the connection. */
    private String askUntilToldToClose(int port) {
        String form = "grant_type=client_credentials";
        byte[] request = ("POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                        + RunningIssuer.basic("app", secret)
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length()
                        + "\r\n\r\n" + form)
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket("localhost", port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                socket.getOutputStream().write(request);
                String head = head(in).toLowerCase(Locale.ROOT);
                in.readFully(new byte[Integer.parseInt(head.replaceAll("(?s).*content-length: (\\d+).*", "$1"))]);
                if (!head.startsWith("http/1.1 200 ")) {
                    return head;
                }
                answers.incrementAndGet();
                if (head.contains("connection: close")) {
                    return "told to close";
                }
            }
        } catch (IOException lost) {
            return "lost: " + lost;
        }
    }

    private static String head(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }
}
