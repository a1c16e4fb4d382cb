package matryoshka.graph.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenPathTest {
    private static final Edge FIRST = new Edge("a", "b");
    private static final Edge SECOND = new Edge("b", "c");
    private static final TokenPath BOTH = TokenPath.OUTER.then(FIRST).then(SECOND);

    @Test
    void it_grows_inwards_and_leads_back_to_the_enclosing_tokens() {
        assertThat(BOTH).isEqualTo(TokenPath.of(FIRST, SECOND)).containsExactly(FIRST, SECOND);
        assertThat(BOTH.last()).isEqualTo(SECOND);
        assertThat(BOTH.enclosing()).isEqualTo(TokenPath.of(FIRST));
        assertThat(BOTH.beginning(0)).isEqualTo(TokenPath.OUTER);
        assertThat(TokenPath.OUTER.isOuter()).isTrue();
        assertThat(BOTH.isOuter()).isFalse();
    }

    @Test
    void a_token_is_at_or_below_those_that_enclose_it() {
        assertThat(BOTH.isAtOrBelow(TokenPath.OUTER)).isTrue();
        assertThat(BOTH.isAtOrBelow(TokenPath.of(FIRST))).isTrue();
        assertThat(BOTH.isAtOrBelow(BOTH)).isTrue();
        assertThat(BOTH.isAtOrBelow(TokenPath.of(SECOND))).isFalse();
        assertThat(TokenPath.of(FIRST).isAtOrBelow(BOTH)).isFalse();
    }
}
