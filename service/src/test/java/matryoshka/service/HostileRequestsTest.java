package matryoshka.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that only an attacker, or a broken proxy, sends. */
@ExtendWith(DropwizardExtensionsSupport.class)
class HostileRequestsTest {
    static final DropwizardAppExtension<IssuerConfiguration> APP = ShellApplication.started();
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String BODY = "grant_type=x&client_id=smuggled";

    @Test
    void a_request_with_two_lengths_is_refused_and_the_connection_closed() throws Exception {
        String following = "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n" + FORM + "Content-Length: "
                + BODY.length() + "\r\n\r\n" + BODY;
        int before = EchoTokenResource.CALLS.get();

        String answer = RawHttp.send(
                APP.getLocalPort(),
                "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n" + FORM
                        + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + following);

        assertBareProblem(answer, 400);
        assertThat(EchoTokenResource.CALLS).hasValue(before);
    }

    @Test
    void an_unread_body_is_not_taken_for_the_next_request() throws Exception {
        String following = "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n" + FORM + "Content-Length: "
                + BODY.length() + "\r\n\r\n" + BODY;
        int before = EchoTokenResource.CALLS.get();

        String answer = RawHttp.send(
                APP.getLocalPort(),
                "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n" + FORM + "Content-Length: 100000000\r\n\r\n"
                        + following);

        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("invalid_request");
        assertThat(EchoTokenResource.CALLS).hasValue(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/..%2ffailing%2fx",
                "/.well-known/%2e%2e/failing/x",
                "/.well-known/..;/failing/x",
                "/failing%2fx",
                "/failing/%00",
                "/%c0%ae%c0%ae/failing/x",
                "/%ZZ"
            })
    void an_ambiguous_path_is_refused(String path) throws Exception {
        assertThat(RawHttp.send(APP.getLocalPort(), RawHttp.get(path))).matches("(?s)HTTP/1.1 40[04] .*");
    }

    /** Otherwise the sender would send the next request on a closed connection. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/failing/%00", "/%ZZ", "/a/../..", "/failing/x HTTP/9.9", "/failing/x HTTP/1.1\r\nHost: twice"})
    void a_closed_connection_is_announced(String target) throws Exception {
        String version = target.contains("HTTP/") ? "" : " HTTP/1.1";

        String answer = RawHttp.send(APP.getLocalPort(), "GET " + target + version + "\r\nHost: localhost\r\n\r\n");

        assertThat(answer).containsOnlyOnce("\r\nConnection: close\r\n");
    }

    @ParameterizedTest
    @MethodSource
    void a_connection_closed_within_a_body_is_announced(String head, String body) throws Exception {
        String answer = RawHttp.send(APP.getLocalPort(), head.replace("\n", "\r\n") + "Host: localhost\r\n\r\n" + body);

        assertThat(answer).containsOnlyOnce("\r\nConnection: close\r\n");
    }

    static List<Arguments> a_connection_closed_within_a_body_is_announced() {
        String form = "POST /oauth2/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n";
        return List.of(
                arguments(form + "Content-Length: 100000000\n", "a=b"),
                arguments(form + "Transfer-Encoding: chunked\n", "400000\r\n" + "a".repeat(0x400000)),
                arguments(form + "Expect: 100-continue\nContent-Length: 100000\n", ""),
                arguments(form + "Content-Length: 60000\n", "grant"),
                arguments(form + "Transfer-Encoding: chunked\n", "zz\r\nabc"),
                arguments("PUT /nowhere HTTP/1.1\nContent-Length: 100000000\n", "a"),
                arguments("PUT /nowhere HTTP/1.1\nTransfer-Encoding: chunked\n", "400000\r\n" + "a".repeat(0x400000)),
                arguments("GET /failing/x HTTP/1.1\nContent-Length: 100000000\n", "a"));
    }

    @Test
    void a_query_of_sixteen_kibibytes_is_too_long() throws Exception {
        assertBareProblem(RawHttp.send(APP.getLocalPort(), RawHttp.get("/failing/x?a=" + "b".repeat(16_384))), 414);
    }

    @Test
    void headers_over_the_limit_are_too_large() throws Exception {
        String request = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "a".repeat(17_000) + "\r\n\r\n";

        assertBareProblem(RawHttp.send(APP.getLocalPort(), request), 431);
    }

    @Test
    void a_token_of_the_largest_budget_fits_the_headers() throws Exception {
        String request = "GET /failing/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                + "a".repeat(15_000) + "\r\n\r\n";

        assertThat(RawHttp.send(APP.getLocalPort(), request)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n"
            })
    void what_is_not_http_is_refused(String request) throws Exception {
        assertBareProblem(RawHttp.send(APP.getLocalPort(), request), 400);
    }

    @Test
    void unknown_methods_are_refused() throws Exception {
        assertBareProblem(
                RawHttp.send(APP.getLocalPort(), "TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
                405);
    }

    @Test
    void a_broken_chunk_is_a_client_error() throws IOException {
        String answer = RawHttp.send(
                APP.getLocalPort(),
                "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n" + FORM
                        + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc");

        assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /oauth2/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 60000\n",
                "POST /oauth2/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nTransfer-Encoding: chunked\n",
                "POST /oauth2/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 70000\n",
                "PUT /failing HTTP/1.1\nContent-Type: application/json\nContent-Length: 60000\n",
                "PUT /failing HTTP/1.1\nContent-Type: application/json\nContent-Length: 100000\n"
            })
    void a_dripping_body_is_given_up(String head) throws IOException {
        String start = head.replace("\n", "\r\n") + "Host: localhost\r\n\r\n";
        String chunk = head.contains("chunked") ? "f000\r\n" : "";

        assertThat(RawHttp.drip(APP.getLocalPort(), start + chunk, 40)).matches("(?s)HTTP/1.1 4(08|13) .*");
    }

    @Test
    void a_body_that_never_begins_is_given_up() throws IOException {
        String answer = RawHttp.send(
                APP.getLocalPort(),
                "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n" + FORM + "Content-Length: 60000\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("invalid_request", "Connection: close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /failing/x HTTP/1.1\r\n", ""})
    void a_dripping_head_is_given_up(String beginning) throws IOException {
        String first = beginning.isEmpty() ? "" : "GET /failing/x HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Socket socket = RawHttp.open(APP.getLocalPort(), first)) {
            assertThat(first.isEmpty() || !RawHttp.peek(socket).isEmpty()).isTrue();

            assertThat(RawHttp.drip(socket, beginning, 60)).isEmpty();
        }
    }

    @Test
    void unfinished_bodies_over_the_limit_are_given_up_oldest_first() throws Exception {
        String most = "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n" + FORM + "Content-Length: 60000\r\n\r\n"
                + "a".repeat(40_000);
        // Requests in between are answered when the earlier ones have arrived.
        try (Socket oldest = RawHttp.open(APP.getLocalPort(), most)) {
            RawHttp.send(APP.getLocalPort(), RawHttp.get("/failing/x"));
            try (Socket second = RawHttp.open(APP.getLocalPort(), most);
                    Socket third = RawHttp.open(APP.getLocalPort(), most)) {
                String answer = new String(oldest.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

                assertThat(answer).isEqualTo("HTTP/1.1 408");
                assertThat(second.getInputStream().available()).isZero();
                assertThat(third.getInputStream().available()).isZero();
            }
        }
    }

    @Test
    void a_body_that_stops_is_given_up() throws IOException {
        String answer = RawHttp.send(
                APP.getLocalPort(),
                "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n" + FORM + "Content-Length: 60000\r\n\r\ngrant");

        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("invalid_request");
    }

    @Test
    void a_truncated_body_is_not_logged_as_an_error() throws IOException {
        String answer = RawHttp.sendAndHangUp(
                APP.getLocalPort(),
                "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\n" + FORM + "Content-Length: 60000\r\n\r\ngrant");

        assertThat(answer).doesNotContain("HTTP/1.1 5", "HTTP/1.1 2");
    }

    private static void assertBareProblem(String answer, int status) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("application/problem+json", "\"status\":" + status)
                .doesNotContain("Exception", "<html", "jetty");
    }
}
