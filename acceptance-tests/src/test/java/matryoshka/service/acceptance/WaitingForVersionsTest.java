package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RawHttp;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Requests that wait for a version of the graph that is never published. */
@ExtendWith(IssuerExtension.class)
class WaitingForVersionsTest {
    private static final int MORE_THAN_THREADS = 300;
    private static final int MAX_PER_CLIENT = 8;
    private static final String FUTURE = "&min_graph_version=999999";

    private static String secret = "";
    private static String other = "";

    private final List<Socket> waiting = new ArrayList<>();

    @BeforeAll
    static void register(RunningIssuer issuer) throws Exception {
        issuer.publish("services: {a: {scopes: {'a:x': ''}}}");
        secret = issuer.register("app", "a:x");
        other = issuer.register("other", "a:x");
        issuer.issued("app", secret, "");
        issuer.issued("other", other, "");
    }

    @AfterEach
    void hang_up() throws IOException {
        for (Socket socket : waiting) {
            socket.close();
        }
    }

    @Test
    void they_hold_few_threads_and_the_rest_is_refused_at_once(RunningIssuer issuer) throws Exception {
        // Repeated if this machine takes two seconds for it.
        Soon.holds(() -> {
            hang_up();
            waiting.clear();
            for (int i = 0; i < MORE_THAN_THREADS; i++) {
                waiting.add(RawHttp.open(issuer.port(), request(FUTURE)));
            }
            assertThat(RawHttp.send(issuer.port(), request(""))).startsWith("HTTP/1.1 200 ");
            assertThat(RawHttp.send(issuer.port(), RawHttp.get("/oauth2/jwks"))).startsWith("HTTP/1.1 200 ");
            int unanswered = 0;
            for (Socket socket : waiting) {
                unanswered += socket.getInputStream().available() == 0 ? 1 : 0;
            }
            for (Socket socket : waiting) {
                assertThat(status(socket)).isEqualTo("HTTP/1.1 503");
            }
            return unanswered > 0 && unanswered <= MAX_PER_CLIENT;
        });
    }

    @Test
    void another_client_still_waits_and_gets_what_it_waits_for(RunningIssuer issuer) throws Exception {
        long next = issuer.read("/graph/versions").at("/versions/0/version").longValue() + 1;
        for (int i = 0; i < 2 * MAX_PER_CLIENT; i++) {
            waiting.add(RawHttp.open(issuer.port(), request(FUTURE)));
        }
        HttpResponse<String> refused = issuer.token("app", secret, FUTURE);
        assertOAuthError(refused, 503, "temporarily_unavailable");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();

        try (Socket patient = RawHttp.open(issuer.port(), request("other", other, "&min_graph_version=" + next))) {
            issuer.publish("services: {a: {scopes: {'a:x': '', 'a:y': ''}}}");

            assertThat(status(patient)).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void waiting_plan_requests_share_the_same_limit(RunningIssuer issuer) throws Exception {
        String path = "/graph/plan?client_id=app&min_graph_version=999999";
        String request =
                RawHttp.get(path).replace("\r\n\r\n", "\r\nAuthorization: Bearer " + issuer.adminToken() + "\r\n\r\n");
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            waiting.add(RawHttp.open(issuer.port(), request));
        }

        HttpResponse<String> refused = Answers.send(issuer.asAdmin(path));
        assertProblem(refused, 503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    private static String request(String parameters) {
        return request("app", secret, parameters);
    }

    private static String request(String client, String secret, String parameters) {
        String form = "grant_type=client_credentials" + parameters;
        return "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                + RunningIssuer.basic(client, secret)
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form;
    }
}
