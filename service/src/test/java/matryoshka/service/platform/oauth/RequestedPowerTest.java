package matryoshka.service.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one request may name: {@code scope}, {@code audience} and {@code resource}. */
class RequestedPowerTest {
    @Test
    void as_many_scopes_as_a_request_may_name_are_read() {
        assertThat(ScopeParameter.parse(joined(256, " ", number -> "s" + number)))
                .hasSize(256);
        assertThat(ScopeParameter.parse("b a b")).containsExactly("a", "b");
    }

    @Test
    void a_scope_of_spaces_is_not_taken_for_all_scopes() {
        OAuthErrorException refused = catchThrowableOfType(OAuthErrorException.class, () -> ScopeParameter.parse("  "));

        assertThat(refused.error()).isEqualTo(OAuthError.INVALID_SCOPE);
        assertThat(refused.description()).contains("one space");
    }

    @Test
    void one_scope_more_is_refused_and_so_is_one_scope_repeated_as_often() {
        for (String scope : List.of(joined(257, " ", number -> "s" + number), joined(257, " ", number -> "s"))) {
            OAuthErrorException refused =
                    catchThrowableOfType(OAuthErrorException.class, () -> ScopeParameter.parse(scope));

            assertThat(refused.error()).isEqualTo(OAuthError.INVALID_SCOPE);
            assertThat(refused.description()).isEqualTo("'scope' names more than 256 scopes.");
        }
    }

    @Test
    void as_many_targets_as_a_request_may_name_are_read() {
        String body = joined(8, "&", number -> "audience=a" + number) + "&"
                + joined(8, "&", number -> "resource=https%3A%2F%2Fr" + number);

        assertThat(Targets.of(parse(body))).hasSize(16);
    }

    @Test
    void one_target_more_is_refused_and_so_is_one_target_repeated_as_often() {
        for (String more : List.of("&audience=a9", "&resource=https%3A%2F%2Fr", "&audience=a0")) {
            OAuthErrorException refused = refusal(joined(16, "&", number -> "audience=a" + Math.min(number, 8)) + more);

            assertThat(refused.error()).isEqualTo(OAuthError.INVALID_TARGET);
            assertThat(refused.description()).isEqualTo("'audience' and 'resource' together have more than 16 values.");
        }
    }

    @Test
    void a_target_longer_than_any_audience_is_refused_by_its_parameter() {
        String longest = "https://" + String.join("", Collections.nCopies(492, "a"));

        assertThat(Targets.of(List.of(longest), List.of(longest))).containsExactly(longest);
        assertThat(refusal("audience=" + longest + "a").description())
                .isEqualTo("'audience' has more than 500 characters.");
        assertThat(refusal("resource=" + longest + "a").description())
                .isEqualTo("'resource' has more than 500 characters.");
    }

    private static OAuthErrorException refusal(String body) {
        return catchThrowableOfType(OAuthErrorException.class, () -> Targets.of(parse(body)));
    }

    private static FormParameters parse(String body) {
        return FormParameters.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String joined(int count, String between, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(between));
    }
}
