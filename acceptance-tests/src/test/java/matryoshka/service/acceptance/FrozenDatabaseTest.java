package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import matryoshka.service.testing.RawHttp;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.StallingNetwork;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database stops answering and keeps all connections open: the worst kind of outage. */
class FrozenDatabaseTest {
    private static final int SCOPES = 10;
    private static final int MORE_THAN_THREADS = 300;
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private static Path dataDir;

    private static TestDatabase database;
    private static StallingNetwork network;
    private static RunningIssuer issuer;
    private static String secret = "";
    private static int plans;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabases.create();
        network = StallingNetwork.to(database);
        issuer = RunningIssuer.start(database, dataDir, Map.of("database.url", network.jdbcUrl(database)));
        String scopes =
                IntStream.range(0, SCOPES).mapToObj(i -> "'a:" + i + "': ''").collect(Collectors.joining(", "));
        issuer.publish("services: {a: {scopes: {" + scopes + "}}}");
        secret = issuer.register(
                "app", IntStream.range(0, SCOPES).mapToObj(i -> "a:" + i).collect(Collectors.joining(" ")));
    }

    @AfterAll
    static void stop() {
        issuer.close();
        network.close();
        database.close();
    }

    @AfterEach
    void thaw() throws Exception {
        network.flow();
        Soon.holds(() -> issuer.token("app", secret, newPlan()).statusCode() == 200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void requests_without_the_database_go_on_and_others_are_refused_at_once(boolean one) throws Exception {
        String known = newPlan();
        assertThat(issuer.token("app", secret, known).statusCode()).isEqualTo(200);
        List<Socket> asking = new ArrayList<>();

        network.stall();
        try {
            String plan = newPlan();
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                // If all request one new plan, one of them writes it, and the others wait.
                asking.add(RawHttp.open(issuer.port(), request(one ? plan : newPlan())));
            }

            for (int i = 0; i < 5; i++) {
                assertThat(RawHttp.send(issuer.port(), request(known))).startsWith("HTTP/1.1 200 ");
                assertThat(RawHttp.send(issuer.port(), RawHttp.get("/oauth2/jwks")))
                        .startsWith("HTTP/1.1 200 ");
            }
            for (Socket socket : asking) {
                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 503");
            }
            HttpResponse<String> refused = issuer.token("app", secret, newPlan());
            assertOAuthError(refused, 503, "temporarily_unavailable");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            long begin = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThat(issuer.token("app", secret, newPlan()).statusCode()).isEqualTo(503);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
        } finally {
            for (Socket socket : asking) {
                socket.close();
            }
        }
    }

    @Test
    void lost_connections_are_replaced() throws Exception {
        for (int i = 0; i < 5; i++) {
            database.jdbi()
                    .useHandle(
                            handle -> handle.execute(
                                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'select 1'"));
            for (int j = 0; j < 5; j++) {
                assertThat(issuer.token("app", secret, newPlan()).statusCode()).isEqualTo(200);
            }
        }
    }

    /** Scopes that were never requested together before. */
    private static String newPlan() {
        int number = ++plans;
        return "&scope="
                + IntStream.range(0, SCOPES)
                        .filter(i -> (number & 1 << i) != 0)
                        .mapToObj(i -> "a:" + i)
                        .collect(Collectors.joining("+"));
    }

    private static String request(String parameters) {
        String form = "grant_type=client_credentials" + parameters;
        return "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                + RunningIssuer.basic("app", secret)
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form;
    }
}
