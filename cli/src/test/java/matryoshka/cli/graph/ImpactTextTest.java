package matryoshka.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ImpactTextTest {
    @Test
    void an_impact_that_could_not_be_measured_is_not_told_as_none() throws IOException {
        assertThat(lines("null")).containsExactly("the impact on tokens in circulation could not be measured");
        assertThat(lines("{\"plans\": []}")).isEmpty();
    }

    @Test
    void plans_that_only_change_are_told_with_whose_tokens_would_say_something_else() throws IOException {
        assertThat(lines("""
                        {"plans": [{"client_id": "web-shop", "scope": "orders:place", "direction": "changed", "missing": {},
                        "excess": {}, "changed": ["https://bank", "https://geo"], "alive_until": "2026-11-22T12:00:00Z"}]}"""))
                .containsExactly(
                        "stale: tokens of web-shop for orders:place, changed for https://bank https://geo, valid until 2026-11-22T12:00:00Z");
    }

    @Test
    void an_impact_that_is_partial_says_so_even_if_nothing_was_found() throws IOException {
        assertThat(lines("{\"plans\": [], \"partial\": true}"))
                .containsExactly("and more: this is only part of the impact on tokens in circulation");
        assertThat(lines("{\"plans\": [], \"partial\": false}")).isEmpty();
    }

    private static Iterable<String> lines(String impact) throws IOException {
        JsonNode answer = new ObjectMapper().readTree("{\"impact\": " + impact + "}");
        return ImpactText.of(answer.path("impact"));
    }
}
