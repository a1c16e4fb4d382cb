package matryoshka.cli.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ImpactTextTest {
    @Test
    void an_impact_that_could_not_be_measured_is_not_told_as_none() throws IOException {
        assertThat(lines("null")).containsExactly("what this does to tokens in circulation could not be measured");
        assertThat(lines("{\"plans\": []}")).isEmpty();
    }

    private static Iterable<String> lines(String impact) throws IOException {
        JsonNode answer = new ObjectMapper().readTree("{\"impact\": " + impact + "}");
        return ImpactText.of(answer.path("impact"));
    }
}
