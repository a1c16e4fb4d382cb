package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.ScrapedMetrics;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.StreamingPair;
import matryoshka.service.testing.TestDatabase;
import matryoshka.service.testing.TestDatabases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on PostgreSQL's own streaming replication: one at the primary, one that reads the standby. Finally the primary is killed. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailoverTest {
    @TempDir
    private static Path folder;

    private static TestDatabase unused;
    private static StreamingPair databases;
    private static RunningIssuer near;
    private static RunningIssuer far;
    private static Caller atFar;
    private static String secret = "";

    @BeforeAll
    static void start() throws Exception {
        unused = TestDatabases.create();
        databases = StreamingPair.start(folder.resolve("databases"));
        Map<String, String> settings = new HashMap<>(Map.of(
                "database.url", databases.jdbcUrl(),
                "database.user", databases.user(),
                "database.password", databases.password()));
        near = RunningIssuer.start(unused, folder.resolve("near"), settings);
        settings.put("database.follow", databases.standbyUrl());
        far = RunningIssuer.start(unused, folder.resolve("near"), settings);
        near.publish(graph("a"));
        secret = near.register("app", "a:x tokens:introspect");
        atFar = new Caller(far, near.adminToken());
        near.issued("app", secret, "a:x");
        Soon.holds(() -> far.token("app", secret, "&scope=a:x").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        far.close();
        near.close();
        databases.close();
        unused.close();
    }

    @Test
    @Order(1)
    void a_reader_of_the_standby_learns_what_others_change() throws Exception {
        long version = near.publish(graph("b"));
        String other = near.register("other", "a:x");
        String token = near.issued("app", secret, "a:x");
        new Revoking("app", secret).revoke(near, token);
        rotateKeys(near);

        assertThat(far.token("app", secret, "&scope=a:x&min_graph_version=" + version)
                        .statusCode())
                .isEqualTo(200);
        Soon.holds(() -> far.token("other", other, "").statusCode() == 200);
        Soon.holds(() -> !isActive(far, token));
        Soon.holds(() -> far.jwks().equals(near.jwks()));
        assertThat(atFar.send("POST", "/issuers", "application/json", ISSUER).statusCode())
                .isEqualTo(201);
        Soon.holds(() -> near.read("/issuers").toString().contains("acme.example"));

        assertThat(Caller.admin(near).delete("/clients/other").statusCode()).isEqualTo(204);
        Soon.holds(() -> far.token("other", other, "").statusCode() == 401);
    }

    @Test
    @Order(2)
    void a_reader_of_the_standby_knows_what_it_wrote_however_far_the_standby_is_behind() throws Exception {
        databases.pauseReplay();
        try {
            long version = publish(far, graph("c"));
            String own = register(far, "own");
            String other = near.register("late", "a:x");
            String token = far.issued("own", own, "");
            String split = far.issued("app", secret, "a:x");
            assertThat(new Revoking("own", own).revoke(far, token).statusCode()).isEqualTo(200);
            rotateKeys(far);

            assertThat(far.read("/graph").toString()).contains("\"c\"");
            assertThat(far.token("own", own, "&min_graph_version=" + version).statusCode())
                    .isEqualTo(200);
            assertThat(isActive(far, token)).isFalse();
            assertThat(isActive(far, split)).isTrue();
            Soon.holds(() -> lag() > 1.5);
            // Polled several times by now.
            assertThat(far.token("own", own, "").statusCode()).isEqualTo(200);
            databases.resumeReplay();
            Soon.holds(() -> far.token("late", other, "").statusCode() == 200);
            Soon.holds(() -> lag() < 1.5);
            assertThat(far.token("own", own, "").statusCode()).isEqualTo(200);
        } finally {
            databases.resumeReplay();
        }
    }

    /** Invariant 7: what was acknowledged is there afterwards. */
    @Test
    @Order(3)
    void a_standby_takes_over_under_load_and_nothing_acknowledged_is_lost() throws Exception {
        try (FailoverLoad load = FailoverLoad.on(near, far, secret)) {
            load.awaitProgress();

            long killed = System.nanoTime();
            databases.killPrimary();
            databases.promote();
            load.awaitProgress();
            System.out.printf(
                    "Both instances wrote again %.1f s after the primary was killed.%n",
                    Duration.ofNanos(System.nanoTime() - killed).toMillis() / 1000.0);
            load.stop();

            assertThat(load.refusedTokens()).as("tokens of known plans").isEmpty();
            assertThat(load.unexpected()).isEmpty();
            load.assertNothingIsLost();
        }
        assertThat(near.token("app", secret, "&scope=a:x").statusCode()).isEqualTo(200);
        String heard = register(far, "heard");
        Soon.holds(() -> near.token("heard", heard, "").statusCode() == 200);
        String polled = register(near, "polled");
        Soon.holds(() -> far.token("polled", polled, "").statusCode() == 200);
    }

    private static final String ISSUER = """
            {"name": "acme", "issuer": "https://login.acme.example", "jwks_uri": "https://login.acme.example/keys", "audiences": ["us"],
             "types": ["jwt"], "algorithms": ["ES256"], "clients": ["app"]}""";

    private static String graph(String service) {
        String services = service.equals("a") ? "" : ", " + service + ": {scopes: {'" + service + ":x': ''}}";
        return "services: {a: {scopes: {'a:x': ''}}" + services + "}";
    }

    private static long publish(RunningIssuer issuer, String yaml) throws Exception {
        HttpResponse<String> answer = new Caller(issuer, near.adminToken()).put("/graph", yaml, "If-Match", "*");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("version").longValue();
    }

    private static String register(RunningIssuer issuer, String clientId) throws Exception {
        HttpResponse<String> answer = new Caller(issuer, near.adminToken())
                .send("POST", "/clients", "application/json", FailoverLoad.client(clientId));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).get("client_secret").textValue();
    }

    private static void rotateKeys(RunningIssuer issuer) throws Exception {
        HttpResponse<String> answer = new Caller(issuer, near.adminToken()).post("/keys/rotate");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static boolean isActive(RunningIssuer issuer, String token) throws Exception {
        return FailoverLoad.isActive(issuer, secret, token);
    }

    private static double lag() throws Exception {
        return ScrapedMetrics.of(far).sum("matryoshka_standby_lag_seconds", Map.of());
    }
}
