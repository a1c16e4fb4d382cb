package matryoshka.service.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormParametersTest {
    @Test
    void names_and_values_are_decoded() {
        FormParameters form = parse("grant_type=urn%3aietf%3Ax&scope=a+b%20c&n%C3%A4me=%e2%82%ac");

        assertThat(form.value("grant_type")).contains("urn:ietf:x");
        assertThat(form.value("scope")).contains("a b c");
        assertThat(form.value("näme")).contains("€");
    }

    @Test
    void an_empty_parameter_counts_as_omitted() {
        FormParameters form = parse("empty=&bare&present=x");

        assertThat(form.value("absent")).isEmpty();
        assertThat(form.value("empty")).isEmpty();
        assertThat(form.value("bare")).isEmpty();
        assertThat(form.others()).containsOnlyKeys("present");
        assertThat(form.require("present")).isEqualTo("x");
        assertThat(refusal(() -> form.require("empty"))).hasMessage("'empty' is empty.");
        assertThat(refusal(() -> form.require("absent"))).hasMessage("'absent' is missing.");
    }

    @Test
    void a_value_may_hold_equals_signs() {
        assertThat(parse("token=abc==").value("token")).contains("abc==");
    }

    @Test
    void empty_pairs_are_ignored() {
        assertThat(parse("&&a=1&&").value("a")).contains("1");
    }

    @Test
    void audience_and_resource_may_be_repeated_and_keep_their_order() {
        FormParameters form = parse("audience=b&resource=x&audience=a&audience=");

        assertThat(form.values("audience")).containsExactly("b", "a");
        assertThat(form.values("resource")).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope=a&scope=b", "scope=a&scope=a", "scope=&scope=", "foo=1&foo=2", "sc%6Fpe=a&scope=b"})
    void nothing_else_may_be_repeated(String body) {
        OAuthErrorException refused = refusal(() -> parse(body));

        assertThat(refused.error()).isEqualTo(OAuthError.INVALID_REQUEST);
        assertThat(refused.description()).endsWith("appears more than once.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%ZZ",
                "a=%",
                "a=%4",
                "a=1%&b=2",
                "%G0=1",
                "a=%-1",
                "a=%FF%FE",
                "a=%C3",
                "a=%ED%A0%80",
                "a=%C0%AF"
            })
    void malformed_encodings_are_refused(String body) {
        assertThat(refusal(() -> parse(body)).error()).isEqualTo(OAuthError.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%00", "a=b%0D%0AX:y", "a=%7F", "a=%C2%85", "a%00=1"})
    void control_characters_are_refused(String body) {
        assertThat(refusal(() -> parse(body)).error()).isEqualTo(OAuthError.INVALID_REQUEST);
    }

    @Test
    void control_characters_in_a_scope_make_an_invalid_scope() {
        assertThat(refusal(() -> parse("scope=x%0d%0aSet-Cookie:%20a=b")).error())
                .isEqualTo(OAuthError.INVALID_SCOPE);
    }

    @Test
    void a_hundred_parameters_are_enough() {
        assertThat(parse(distinctKeys(100)).value("k99")).contains("v");
        assertThat(refusal(() -> parse(distinctKeys(101))).error()).isEqualTo(OAuthError.INVALID_REQUEST);
    }

    @Test
    void two_hundred_thousand_keys_are_refused_without_reading_them_all() {
        byte[] body = distinctKeys(200_000).getBytes(StandardCharsets.UTF_8);

        assertThat(refusal(() -> FormParameters.parse(body)).description()).contains("100 parameters");
    }

    @Test
    void values_are_not_printed() {
        assertThat(parse("client_secret=hush&scope=a")).hasToString("FormParameters[client_secret, scope]");
    }

    private static String distinctKeys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i + "=v").collect(Collectors.joining("&"));
    }

    private static FormParameters parse(String body) {
        return FormParameters.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static OAuthErrorException refusal(Runnable action) {
        return catchThrowableOfType(OAuthErrorException.class, action::run);
    }
}
