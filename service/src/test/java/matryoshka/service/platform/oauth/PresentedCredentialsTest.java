package matryoshka.service.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import matryoshka.service.platform.oauth.PresentedCredentials.None;
import matryoshka.service.platform.oauth.PresentedCredentials.SecretBasic;
import matryoshka.service.platform.oauth.PresentedCredentials.SecretPost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentedCredentialsTest {
    @Test
    void basic_is_read_from_the_header_and_form_decoded() {
        PresentedCredentials presented = read(basic("web-shop:a%2Bb+c%3A%25"), "");

        assertThat(presented).isInstanceOfSatisfying(SecretBasic.class, basic -> {
            assertThat(basic.clientId()).isEqualTo("web-shop");
            assertThat(basic.secret().reveal()).isEqualTo("a+b c:%");
        });
    }

    @Test
    void only_the_first_colon_divides_and_the_scheme_has_no_case() {
        PresentedCredentials presented = read("bAsIc " + base64("web-shop:a:b"), "client_id=web-shop");

        assertThat(presented)
                .isInstanceOfSatisfying(
                        SecretBasic.class,
                        basic -> assertThat(basic.secret().reveal()).isEqualTo("a:b"));
    }

    @Test
    void a_secret_in_the_body_is_the_post_method() {
        assertThat(post("client_id=web-shop&client_secret=s"))
                .isInstanceOfSatisfying(
                        SecretPost.class,
                        post -> assertThat(post.secret().reveal()).isEqualTo("s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id=web-shop", "client_id=web-shop&client_secret="})
    void an_id_alone_is_no_proof(String body) {
        assertThat(post(body)).isEqualTo(new None("web-shop"));
    }

    @Test
    void two_mechanisms_at_once_are_an_invalid_request() {
        assertThat(refusal(() -> read(basic("a:b"), "client_secret=b"))).isEqualTo(OAuthError.INVALID_REQUEST);
        assertThat(refusal(() -> read(basic("a:b"), "client_assertion=x"))).isEqualTo(OAuthError.INVALID_REQUEST);
        assertThat(refusal(() ->
                        PresentedCredentials.from(List.of(basic("a:b"), basic("a:b")), form(""), Optional.empty())))
                .isEqualTo(OAuthError.INVALID_REQUEST);
    }

    @Test
    void two_different_ids_are_an_invalid_request() {
        assertThat(refusal(() -> read(basic("a:b"), "client_id=c"))).isEqualTo(OAuthError.INVALID_REQUEST);
    }

    @Test
    void no_credentials_are_an_invalid_client() {
        assertThat(refusal(() -> post(""))).isEqualTo(OAuthError.INVALID_CLIENT);
        assertThat(refusal(() -> post("client_secret=s"))).isEqualTo(OAuthError.INVALID_CLIENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic bm9jb2xvbg==",
                "Basic Og==",
                "Basic YTpiJTAw",
                "Basic YTolWlo=",
                "Basic /zph",
                "Bearer abc",
                "Digest a=b",
                "",
                "Basic a b"
            })
    void malformed_or_unsupported_authorization_is_an_invalid_client(String authorization) {
        assertThat(refusal(() -> read(authorization, ""))).isEqualTo(OAuthError.INVALID_CLIENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-a", "a b", "a/b", "ä", "a:b"})
    void an_id_that_is_no_name_can_only_be_unknown(String id) {
        assertThat(refusal(() -> read(basic(URLEncoder.encode(id, StandardCharsets.UTF_8) + ":s"), "")))
                .isEqualTo(OAuthError.INVALID_CLIENT);
        assertThat(refusal(() -> post("client_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8))))
                .isEqualTo(OAuthError.INVALID_CLIENT);
    }

    @Test
    void a_hundred_characters_are_a_name_and_more_are_not() {
        assertThat(post("client_id=" + "a".repeat(100)).clientId()).hasSize(100);
        assertThat(refusal(() -> post("client_id=" + "a".repeat(101)))).isEqualTo(OAuthError.INVALID_CLIENT);
    }

    @Test
    void assertions_are_never_ignored() {
        String type = "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

        assertThat(refusal(() -> post("client_id=a&client_assertion=x"))).isEqualTo(OAuthError.INVALID_REQUEST);
        assertThat(refusal(() -> post("client_id=a" + type))).isEqualTo(OAuthError.INVALID_REQUEST);
        assertThat(refusal(() -> post("client_assertion=x" + type))).isEqualTo(OAuthError.INVALID_CLIENT);
        assertThat(refusal(() -> post("client_id=a&client_secret=s&client_assertion=" + type)))
                .isEqualTo(OAuthError.INVALID_REQUEST);
    }

    @Test
    void secrets_are_not_printed() {
        assertThat(read(basic("web-shop:hush"), "").toString()).doesNotContain("hush");
    }

    private static PresentedCredentials post(String body) {
        return PresentedCredentials.from(List.of(), form(body), Optional.empty());
    }

    private static PresentedCredentials read(String authorization, String body) {
        return PresentedCredentials.from(List.of(authorization), form(body), Optional.empty());
    }

    private static FormParameters form(String body) {
        return FormParameters.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String basic(String pair) {
        return "Basic " + base64(pair);
    }

    private static String base64(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static OAuthError refusal(Runnable action) {
        return catchThrowableOfType(OAuthErrorException.class, action::run).error();
    }
}
