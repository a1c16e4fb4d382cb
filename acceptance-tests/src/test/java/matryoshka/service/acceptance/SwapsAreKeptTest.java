package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import matryoshka.resource.testing.PlayedUpstream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code examples/gateway/swap}: how long it keeps what the issuer says, and what it answers when the issuer says no, or nothing. */
@SuppressWarnings("NullAway.Init") // JUnit does
class SwapsAreKeptTest {
    private static final String CREDENTIALS = "Basic Z2F0ZXdheTpzZWNyZXQ=";

    @TempDir
    private static Path folder;

    private static PlayedKeySet issuer;
    private static PlayedSwaps swaps;
    private static NginxInFront nginx;
    private static int handles;

    @BeforeAll
    static void start() throws Exception {
        issuer = PlayedKeySet.start();
        swaps = PlayedSwaps.at(issuer);
        nginx = start(folder, issuer.port(), ExampleNginx.PATIENT);
    }

    private static NginxInFront start(Path folder, int port, Map<String, String> otherwise) throws Exception {
        return NginxInFront.start(upstream -> ExampleNginx.startSwap(folder, port, upstream, CREDENTIALS, otherwise));
    }

    @AfterAll
    static void stop() {
        if (nginx != null) {
            nginx.close();
        }
        issuer.close();
    }

    @AfterEach
    void nothing_that_is_a_token_is_in_the_logs() throws Exception {
        nginx.assertLogsAreClean();
    }

    private static String newHandle() {
        return "mtkp_" + String.format(Locale.ROOT, "%0100d", ++handles);
    }

    private static String token() throws Exception {
        return issuer.token(GuardedShop.CATALOG, "played");
    }

    /** A handle that is active, and for how long the answer may be kept. */
    private static String active(String cacheControl) throws Exception {
        String handle = newHandle();
        swaps.say(handle, 200, cacheControl, token());
        return handle;
    }

    private static int passedTimes(String handle, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            nginx.passed("/catalog/", handle);
        }
        return swaps.asked(handle).size();
    }

    @Test
    void the_issuer_is_asked_once_for_as_long_as_it_says() throws Exception {
        assertThat(passedTimes(active("private, max-age=600"), 5)).isEqualTo(1);
        for (String header : List.of("no-store", "", "private, max-age=0", "private", "no-store, max-age=600")) {
            assertThat(passedTimes(active(header), 3)).as(header).isEqualTo(3);
        }
    }

    @Test
    void a_revoked_handle_leaves_the_cache_when_its_time_is_up_and_no_other_does() throws Exception {
        String longer = active("private, max-age=600");
        String shorter = active("private, max-age=1");
        nginx.passed("/catalog/", longer);
        nginx.passed("/catalog/", shorter);

        swaps.say(longer, 401, "no-store", "{\"error\":\"invalid_token\"}");
        swaps.say(shorter, 401, "no-store", "{\"error\":\"invalid_token\"}");

        Soon.holds(() -> Answers.send(nginx.request("/catalog/", shorter)).statusCode() == 401);
        assertThat(swaps.asked(longer)).hasSize(1);
        assertThat(Answers.send(nginx.request("/catalog/", longer)).statusCode())
                .isEqualTo(204);
    }

    @Test
    void no_two_of_them_share_an_answer() throws Exception {
        String one = active("private, max-age=600");
        String other = one.substring(0, one.length() - 1) + "x";
        nginx.passed("/catalog/", one);

        assertThat(nginx.refused("/catalog/", other, 401)).contains("invalid_token");
    }

    @Test
    void header_and_payload_of_a_split_token_are_kept_by_its_signature() throws Exception {
        String token = token();
        String head = token.substring(0, token.lastIndexOf('.'));
        String signature = token.substring(head.length() + 1);
        String hash = SplitTokensTest.hash(signature);
        swaps.say(hash, 200, "private, max-age=300", head);

        for (int i = 0; i < 3; i++) {
            assertThat(nginx.passed("/catalog/", signature)).isEqualTo(token);
        }

        assertThat(swaps.asked(hash)).hasSize(1);
        String another = token();
        assertThat(nginx.refused("/catalog/", another.substring(another.lastIndexOf('.') + 1), 401))
                .contains("invalid_token");
    }

    @Test
    void the_issuer_gets_the_credentials_of_the_gateway_and_nothing_of_the_client() throws Exception {
        String handle = active("private, max-age=600");
        Answers.send(nginx.request("/catalog/", handle)
                .header("Cookie", "a=b")
                .header("Accept", "text/html")
                .header("Range", "bytes=0-3")
                .header("Cache-Control", "no-cache")
                .header("X-Accel-Expires", "100000"));
        List<PlayedUpstream.Arrived> arrived = nginx.arrived();

        assertThat(arrived).hasSize(1);
        Revoking.payload(arrived.get(0).token());
        Headers asked = swaps.asked(handle).get(0).headers();
        assertThat(asked.get("Authorization")).containsExactly(CREDENTIALS);
        assertThat(asked.get("Accept")).containsExactly("application/jwt");
        assertThat(asked).doesNotContainKeys("Cookie", "Range", "Cache-control", "X-accel-expires");
    }

    @Test
    void kept_answers_are_not_named_by_what_was_presented() throws Exception {
        String handle = active("private, max-age=600");
        nginx.passed("/catalog/", handle);

        try (Stream<Path> files = Files.walk(folder.resolve("swap"))) {
            List<Path> kept = files.filter(Files::isRegularFile).toList();
            assertThat(kept).isNotEmpty();
            for (Path file : kept) {
                assertThat(file.getFileName().toString()).matches("[0-9a-f]{32}");
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("mtkp_");
                assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"error\":\"invalid_token\"}           | 401",
                "401 | {\"error\":\"invalid_client\"}          | 502",
                "401 | not json                                | 502",
                "403 | {\"error\":\"access_denied\"}           | 502",
                "404 | {\"status\":404}                        | 401",
                "429 | {\"error\":\"temporarily_unavailable\"} | 503",
                "503 | {\"error\":\"temporarily_unavailable\"} | 503",
                "500 | {\"error\":\"server_error\"}            | 502",
                "400 | {\"error\":\"invalid_request\"}         | 502",
                "302 | moved                                   | 502",
                "200 | <html>sign in</html>                    | 502",
                "200 | {\"active\":false}                      | 502",
            })
    void each_answer_of_the_issuer_that_is_no_token_is_a_refusal(int answered, String body, int told) throws Exception {
        String handle = newHandle();
        swaps.say(handle, answered, "private, max-age=600", body);

        HttpResponse<String> answer = nginx.refusal("/catalog/", handle, told);

        assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(told == 401);
        assertThat(answer.headers().firstValue("Retry-After").orElse("none")).isEqualTo(told == 503 ? "7" : "none");
        assertThat(answer.body()).doesNotContain(body);
    }

    @Test
    void refusals_are_not_kept() throws Exception {
        String handle = newHandle();
        for (int status : new int[] {401, 404, 429, 503}) {
            swaps.say(handle, status, "", "{\"error\":\"invalid_token\"}");
            Answers.send(nginx.request("/catalog/", handle));
        }
        swaps.say(handle, 200, "no-store", token());

        nginx.passed("/catalog/", handle);
    }

    @Test
    void a_client_that_guesses_is_kept_from_the_issuer(@TempDir Path other) throws Exception {
        Map<String, String> rare = Map.of("rate=50r/s", "rate=1r/m", "burst=200", "burst=3");
        try (NginxInFront guessed = start(other, issuer.port(), rare)) {
            for (int i = 0; i < 4; i++) {
                guessed.refusal("/catalog/", newHandle(), 401);
            }
            String handle = newHandle();
            guessed.refusal("/catalog/", handle, 503);
            assertThat(swaps.asked(handle)).isEmpty();
        }
    }

    @Test
    void an_issuer_that_is_slow_or_away_is_a_reason_to_come_back(@TempDir Path other) throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        PlayedKeySet slow = PlayedKeySet.start();
        slow.serve("/oauth2/introspect", exchange -> {
            try (exchange) {
                released.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        try (NginxInFront waiting =
                start(other, slow.port(), Map.of("proxy_read_timeout    2s", "proxy_read_timeout 200ms"))) {
            assertComeBack(waiting);
            released.countDown();
            slow.close();
            assertComeBack(waiting);
            waiting.assertLogsAreClean();
        }
    }

    private static void assertComeBack(NginxInFront nginx) throws Exception {
        assertThat(nginx.refusal("/catalog/", newHandle(), 503).headers().firstValue("Retry-After"))
                .hasValue("5");
    }
}
