package matryoshka.service.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OAuthErrorAnswerTest {
    @Test
    void a_description_has_only_the_characters_of_the_rfc() {
        assertThat(describe("a\r\nSet-Cookie: \"x\"\\\u007F é 😀 'ok' ~!#[]"))
                .isEqualTo("a??Set-Cookie: ?x??? ? ? 'ok' ~!#[]");
    }

    @Test
    void a_description_is_bounded() {
        assertThat(describe("x".repeat(10_000))).hasSize(300);
    }

    @ParameterizedTest
    @EnumSource
    void the_default_descriptions_need_no_restriction(OAuthError error) {
        assertThat(describe(error.description())).isEqualTo(error.description());
    }

    private static String describe(String text) {
        return new OAuthErrorAnswer("invalid_request", text).description();
    }
}
