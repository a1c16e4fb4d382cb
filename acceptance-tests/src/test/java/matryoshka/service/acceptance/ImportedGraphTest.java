package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the command line proposes from a realm export of Keycloak is a graph that can be published. */
@ExtendWith(SharedIssuer.class)
class ImportedGraphTest {
    @Test
    void the_example_proposal_is_a_valid_graph(RunningIssuer issuer) throws Exception {
        String proposal = Files.readString(Path.of("../examples/keycloak/graph.yaml"));

        HttpResponse<String> answer = Caller.admin(issuer).put("/graph?dry_run=true", proposal, "If-Match", "*");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
