package matryoshka.token;

import static matryoshka.token.Fixtures.NOW;
import static matryoshka.token.Fixtures.granted;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenContentTest {
    @Test
    void reserved_claims_and_tokens_that_end_before_they_begin_are_refused() {
        for (String name : ClaimNames.RESERVED) {
            assertThatThrownBy(() -> Fixtures.shared(List.of("a"), List.of(), Map.of(name, "x")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new ChainValues("j", "t", "s", IdentityClaims.NONE, NOW, NOW.plusMillis(700)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new TokenContent("", "p", Presenter.bearer("a"), granted("a", "a"), Duration.ofMillis(900)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
