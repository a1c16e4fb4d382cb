package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import matryoshka.service.testing.Cable;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.Exchanging;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An instance that has lost the database while another one revokes does not call a revoked token active for long. */
@ExtendWith(SharedIssuer.class)
class CutOffReplicaTest {
    private static final Duration BOUND = Duration.ofSeconds(5);

    @Test
    void it_calls_no_token_active_when_it_has_been_cut_off_for_too_long(
            RunningIssuer first, TestDatabase database, @TempDir Path folder) throws Exception {
        first.publish("""
                services: {cut-a: {scopes: {'a:x': ''}}, b: {scopes: {'b:x': ''}}}
                dependencies: {ab: {from: cut-a, to: b, grants: ['b:x'], sharing: exchange}}
                """);
        Revoking shop = Revoking.registered(first, "cut-shop", "a:x tokens:introspect");
        Exchanging service = Exchanging.register(first, "cut-a");
        try (Cable cable = Cable.to(database);
                RunningIssuer second = RunningIssuer.start(
                        database,
                        folder,
                        Map.of(
                                "database.url",
                                cable.jdbcUrl(),
                                "database.maxWaitForConnection",
                                "300ms",
                                "revocation.maxDisconnected",
                                BOUND.toSeconds() + "s"))) {
            Caller admin = new Caller(second, first.adminToken());
            String token = second.issued(shop.clientId(), shop.secret(), "a:x");
            assertThat(isActive(second, shop, token)).isTrue();
            assertThat(service.ask(second, token, "&audience=b").statusCode()).isEqualTo(200);

            String list = OutsideStatus.path(
                    Revoking.payload(token).at("/status/status_list/uri").textValue());
            assertThat(send(second.to(list)).statusCode()).isEqualTo(200);

            cable.cut();
            shop.revoke(first, token);

            assertThat(isActive(first, shop, token)).isFalse();
            Soon.holds(() -> introspect(second, shop, token).statusCode() == 503);
            assertUnavailable(introspect(second, shop, token));
            assertUnavailable(service.ask(second, token, "&audience=b"));
            assertProblem(admin.send("POST", "/graph/explain", "application/json", "{\"token\": \"x\"}"), 503);
            assertProblem(admin.put("/graph/services/never", "{}"), 503);

            assertThat(admin.get("/graph").statusCode()).as("what is only read").isEqualTo(200);
            assertThat(second.token(shop.clientId(), shop.secret(), "&scope=a:x")
                            .statusCode())
                    .as("a plan in use")
                    .isEqualTo(200);
            assertThat(send(second.to(list)).statusCode())
                    .as("a list, which tells of the graph, and which it has made before")
                    .isEqualTo(200);

            cable.mend();
            Soon.holds(() -> introspect(second, shop, token).statusCode() == 200);
            assertThat(isActive(second, shop, token)).isFalse();
        }
    }

    private static boolean isActive(RunningIssuer issuer, Revoking client, String token) throws Exception {
        HttpResponse<String> answer = introspect(issuer, client, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("active").booleanValue();
    }

    private static HttpResponse<String> introspect(RunningIssuer issuer, Revoking client, String token)
            throws Exception {
        return send(issuer.to("/oauth2/introspect")
                .header("Authorization", RunningIssuer.basic(client.clientId(), client.secret()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + RunningIssuer.encoded(token))));
    }

    private static void assertUnavailable(HttpResponse<String> answer) throws Exception {
        assertOAuthError(answer, 503, "temporarily_unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
