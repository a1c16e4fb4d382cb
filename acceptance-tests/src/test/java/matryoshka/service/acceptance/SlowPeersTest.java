package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RawHttp;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that send or receive slowly, more of them than threads, do not affect others. */
@ExtendWith(SharedIssuer.class)
class SlowPeersTest {
    private static final int MORE_THAN_THREADS = 300;

    private final List<Socket> slow = new ArrayList<>();
    private String client = "";
    private String secret = "";

    @BeforeEach
    void register_a_client(RunningIssuer issuer) throws Exception {
        issuer.publish("services: {slowly: {scopes: {'slowly:x': ''}}}");
        client = "slowly-" + System.nanoTime();
        secret = issuer.register(client, "slowly:x");
    }

    @AfterEach
    void hang_up() throws IOException {
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /oauth2/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 60000\n\ngrant",
                "POST /oauth2/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 70000\n\n",
                "POST /oauth2/token HTTP/1.1\nContent-Type: text/plain\nContent-Length: 70000\n\n",
                "POST /oauth2/introspect HTTP/1.1\nTransfer-Encoding: chunked\n\n1\na\n",
                "PUT /graph HTTP/1.1\nContent-Type: application/json\nContent-Length: 60000\n\n{",
                "PUT /graph HTTP/1.1\nContent-Type: application/json\nContent-Length: 2000000\n\n{",
                "PUT /graph HTTP/1.1\nContent-Type: application/json\nExpect: 100-continue\nContent-Length: 2000000\n\n{",
                "PUT /nowhere HTTP/1.1\nTransfer-Encoding: chunked\n\n1\na\n",
                "GET /oauth2/jwks HTTP/1.1\nContent-Length: 2000000\n\n",
            })
    void bodies_that_do_not_arrive_hold_no_thread(String request, RunningIssuer issuer) throws Exception {
        String head = request.replace("\n", "\r\n").replaceFirst("\r\n", "\r\nHost: localhost\r\n");

        hold(MORE_THAN_THREADS, issuer, head);

        assertEverythingGoesOn(issuer);
    }

    @Test
    void heads_that_do_not_arrive_hold_no_thread(RunningIssuer issuer) throws Exception {
        hold(MORE_THAN_THREADS, issuer, "GET /oauth2/jwks HTTP/1.1\r\nHost: local");

        assertEverythingGoesOn(issuer);
    }

    @Test
    void answers_that_are_not_taken_hold_few_threads(RunningIssuer issuer) throws Exception {
        hold(MORE_THAN_THREADS, issuer, "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(40));

        assertEverythingGoesOn(issuer);
    }

    @Test
    void large_documents_have_places(RunningIssuer issuer) throws Exception {
        String head =
                "PUT /graph HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                        + issuer.adminToken() + "\r\nContent-Length: 70000\r\n\r\n{";

        // The places of one client, of twice as many. A document that is sent whole may be faster than one of them, and
        // take its place.
        hold(4, issuer, head);
        Soon.holds(() -> {
            hold(1, issuer, head);
            return large(issuer).statusCode() == 503;
        });
        assertProblem(large(issuer), 503);
        assertThat(large(issuer).headers().firstValue("Retry-After")).isPresent();
        assertEverythingGoesOn(issuer);

        hang_up();
        Soon.holds(() -> large(issuer).statusCode() == 428);
    }

    private void hold(int connections, RunningIssuer issuer, String request) throws IOException {
        for (int i = 0; i < connections; i++) {
            slow.add(RawHttp.open(issuer.port(), request));
        }
    }

    private static HttpResponse<String> large(RunningIssuer issuer) throws Exception {
        return Answers.send(issuer.asAdmin("/graph")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(" ".repeat(70_000) + "{}")));
    }

    /** Fails if one does not come. */
    private void assertEverythingGoesOn(RunningIssuer issuer) throws IOException {
        String form = "grant_type=client_credentials&scope=slowly:x";
        String token = "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                + RunningIssuer.basic(client, secret)
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form;
        for (int i = 0; i < 3; i++) {
            assertThat(RawHttp.send(issuer.port(), token)).startsWith("HTTP/1.1 200 ");
            assertThat(RawHttp.send(issuer.port(), RawHttp.get("/oauth2/jwks"))).startsWith("HTTP/1.1 200 ");
        }
    }
}
