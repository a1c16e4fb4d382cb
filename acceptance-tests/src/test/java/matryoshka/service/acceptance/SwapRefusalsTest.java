package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import matryoshka.service.testing.Answers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code examples/gateway/swap}: what it answers when the issuer says no, or nothing. */
class SwapRefusalsTest extends BehindPlayedIssuer {

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
