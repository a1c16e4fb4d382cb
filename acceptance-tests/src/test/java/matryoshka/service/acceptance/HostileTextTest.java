package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.Graphviz;
import matryoshka.service.testing.NaughtyStrings;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Text that has a meaning elsewhere has none here: it is returned unchanged and can be drawn. */
@ExtendWith(SharedIssuer.class)
class HostileTextTest {
    private static final List<String> TEXTS = NaughtyStrings.ALL.stream()
            .filter(text -> text.codePoints().noneMatch(c -> c < ' ' && c != '\n'))
            .toList();

    @Test
    void descriptions_come_back_and_are_drawn_as_they_are(RunningIssuer issuer) throws Exception {
        issuer.publish("{}");
        ObjectNode document = new ObjectMapper().createObjectNode();
        ObjectNode services = document.putObject("services");
        for (int i = 0; i < TEXTS.size(); i++) {
            ObjectNode service = services.putObject("s" + i).put("description", TEXTS.get(i));
            service.putObject("scopes").put("scope" + i, TEXTS.get(i));
        }

        HttpResponse<String> published =
                Caller.admin(issuer).send("PUT", "/graph", "application/json", document.toString(), "If-Match", "*");
        HttpResponse<String> dot = send(issuer.asAdmin("/graph.dot"));

        assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
        JsonNode graph = issuer.read("/graph");
        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(graph.at("/services/s" + i + "/description").asText()).isEqualTo(TEXTS.get(i));
        }
        Graphviz.assertDrawn(dot.body(), TEXTS.size(), 0);
    }
}
