package matryoshka.service;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static matryoshka.service.testing.Answers.send;
import static matryoshka.service.testing.Answers.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(DropwizardExtensionsSupport.class)
class OAuthAnswersTest {
    static final DropwizardAppExtension<IssuerConfiguration> APP = ShellApplication.started();
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String CLIENT = "grant_type=x&client_id=web-shop&client_secret=s";

    @ParameterizedTest
    @ValueSource(strings = {FORM, FORM + ";charset=UTF-8", "Application/X-WWW-Form-Urlencoded; charset=\"utf-8\""})
    void a_form_is_read_and_the_answer_never_cached(String contentType) throws Exception {
        HttpResponse<String> answer = send(post(CLIENT, contentType));

        assertThat(json(answer).get("client_id").textValue()).isEqualTo("web-shop");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().firstValue("Pragma")).hasValue("no-cache");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", FORM + ";charset=UTF-16", "application/*", "*/*"})
    void another_content_type_is_unsupported(String contentType) throws Exception {
        assertOAuthError(send(post(CLIENT, contentType)), 415, "invalid_request");
    }

    @Test
    void no_content_type_is_unsupported() throws Exception {
        assertOAuthError(
                send(to(APP.getLocalPort(), "/oauth2/token").POST(BodyPublishers.ofString(CLIENT))),
                415,
                "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"form", "/", "a b/c", "a/", "/b", ";", "application", FORM + ";q=1"})
    void a_malformed_content_type_is_an_oauth_error(String contentType) throws Exception {
        assertThat(raw("Content-Type: " + contentType))
                .startsWith("HTTP/1.1 415 ")
                .contains("Content-Type: application/json", "{\"error\":\"invalid_request\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "a/", "/b", "a b/c", "json", ";", ",", ";q=abc", "*", "\"", "a/b/c", "\u00e9/x"})
    void an_unreadable_accept_is_an_oauth_error(String accept) throws Exception {
        assertThat(raw("Content-Type: " + FORM + "\r\nAccept: " + accept))
                .startsWith("HTTP/1.1 400 ")
                .contains("Content-Type: application/json", "{\"error\":\"invalid_request\",");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/json;q=abc",
                "garbage, application/json",
                "text/html, image/gif, *; q=.2, */*; q=.2",
                ""
            })
    void a_partly_readable_accept_is_accepted(String accept) throws Exception {
        assertThat(raw("Content-Type: " + FORM + "\r\nAccept: " + accept)).startsWith("HTTP/1.1 401 ");
    }

    private static String raw(String headers) throws IOException {
        return RawHttp.send(
                APP.getLocalPort(),
                "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 3\r\n" + headers
                        + "\r\n\r\na=b");
    }

    @Test
    void another_charset_is_unsupported() throws Exception {
        assertOAuthError(
                send(to(APP.getLocalPort(), "/oauth2/token")
                        .header("Content-Type", FORM + "; charset=UTF-16")
                        .POST(BodyPublishers.ofString(CLIENT, UTF_16))),
                415,
                "invalid_request");
    }

    @Test
    void an_empty_body_lacks_its_parameters() throws Exception {
        assertOAuthError(send(post("", FORM)), 401, "invalid_client");
    }

    @Test
    void a_failed_authentication_is_challenged_and_always_looks_the_same() throws Exception {
        HttpResponse<String> unnamed = send(post("grant_type=x", FORM));
        HttpResponse<String> bearer = send(post("grant_type=x", FORM).header("Authorization", "Bearer abc"));
        HttpResponse<String> tooLong = send(post("grant_type=x&client_id=" + "a".repeat(10_000), FORM));

        for (HttpResponse<String> answer : List.of(unnamed, bearer, tooLong)) {
            assertOAuthError(answer, 401, "invalid_client");
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Basic realm=\"matryoshka\", charset=\"UTF-8\"");
            assertThat(answer.body()).isEqualTo(unnamed.body());
        }
    }

    @Test
    void two_authorization_headers_are_an_invalid_request() throws Exception {
        String basic = "Basic " + Base64.getEncoder().encodeToString("a:b".getBytes(UTF_8));

        assertOAuthError(
                send(post("grant_type=x", FORM).header("Authorization", basic).header("Authorization", basic)),
                400,
                "invalid_request");
    }

    @Test
    void a_database_outage_is_an_oauth_error() throws Exception {
        HttpResponse<String> answer = send(post("grant_type=database&client_id=a", FORM));

        assertOAuthError(answer, 503, "temporarily_unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    }

    @Test
    void an_unexpected_error_is_an_oauth_error() throws Exception {
        HttpResponse<String> answer = send(post("grant_type=bug&client_id=a", FORM));

        assertOAuthError(answer, 500, "server_error");
        assertThat(answer.body()).contains("Error id: ");
    }

    @Test
    void parameters_in_the_url_are_refused() throws Exception {
        assertOAuthError(
                send(to(APP.getLocalPort(), "/oauth2/token?client_secret=s")
                        .header("Content-Type", FORM)
                        .POST(BodyPublishers.ofString(CLIENT))),
                400,
                "invalid_request");
    }

    @Test
    void an_empty_parameter_in_the_url_counts_as_omitted() throws Exception {
        HttpResponse<String> answer = send(to(APP.getLocalPort(), "/oauth2/token?scope=&client_secret")
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString(CLIENT)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void a_refusal_arrives_while_the_body_is_still_being_sent() throws Exception {
        String body = "x".repeat(3_000_000);

        for (int i = 0; i < 20; i++) {
            assertOAuthError(send(post(body, FORM)), 413, "invalid_request");
        }
    }

    @Test
    void two_hundred_thousand_keys_are_refused_announced_or_not() throws Exception {
        String body = IntStream.range(0, 200_000).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining("&"));

        assertOAuthError(send(post(body, FORM)), 413, "invalid_request");
        assertOAuthError(
                send(to(APP.getLocalPort(), "/oauth2/token")
                        .header("Content-Type", FORM)
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8))))),
                413,
                "invalid_request");
    }

    @Test
    void a_form_a_byte_over_the_limit_is_refused() throws Exception {
        String padding = "&p=" + "x".repeat(65_536 - CLIENT.length() - 3);

        assertThat(send(post(CLIENT + padding, FORM)).statusCode()).isEqualTo(200);
        assertOAuthError(send(post(CLIENT + padding + "x", FORM)), 413, "invalid_request");
    }

    @Test
    void a_compressed_form_is_refused_and_not_inflated() throws Exception {
        assertOAuthError(send(post(CLIENT, FORM).header("Content-Encoding", "gzip")), 415, "invalid_request");
    }

    @Test
    void only_post_is_allowed() throws Exception {
        HttpResponse<String> answer = send(to(APP.getLocalPort(), "/oauth2/token"));

        assertProblem(answer, 405);
        assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("POST");
    }

    @Test
    void scripts_of_other_sites_are_not_invited() throws Exception {
        HttpResponse<String> answer = send(to(APP.getLocalPort(), "/oauth2/token")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Access-Control-Request-Method", "POST"));

        assertThat(answer.statusCode()).isLessThan(300);
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    private static HttpRequest.Builder post(String body, String contentType) {
        return to(APP.getLocalPort(), "/oauth2/token")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body));
    }
}
