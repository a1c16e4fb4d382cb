package matryoshka.service.platform.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeParameterTest {
    @Test
    void scopes_have_one_space_between_them() {
        assertThat(ScopeParameter.parse("b a:x b")).containsExactly("a:x", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "  ", " a", "a ", "a  b", "a b ", "a\u00a0b", "a\tb"})
    void every_other_space_is_refused(String value) {
        OAuthErrorException refused =
                catchThrowableOfType(OAuthErrorException.class, () -> ScopeParameter.parse(value));

        assertThat(refused.error()).isEqualTo(OAuthError.INVALID_SCOPE);
    }
}
