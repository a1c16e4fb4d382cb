package matryoshka.service.staleness.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.Violation;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.http.JsonBody;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.snapshot.admission.Obstacles;

/**
 * {@code POST /graph/explain}: why a token holds what it holds. The token comes in the body, since what is in a query ends up in logs;
 * nothing of it is told again, neither in the answer nor in a problem.
 */
@Path("/graph/explain")
public final class ExplainResource {
    private final ExplainToken explainToken;
    private final Obstacles obstacles;

    public ExplainResource(ExplainToken explainToken, Obstacles obstacles) {
        this.explainToken = explainToken;
        this.obstacles = obstacles;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope(BuiltIn.GRAPH_READ)
    public ObjectNode explain(byte[] body) {
        ExplainRequest request = ExplainRequest.read(JsonBody.parse(body));
        if (!request.violations().isEmpty()) {
            throw refused(request.violations());
        }
        obstacles.toJudging().ifPresent(obstacle -> {
            throw ProblemException.unavailable(obstacle);
        });
        return explainToken
                .explain(request.token())
                .map(ExplanationJson::of)
                // One answer for all that can be wrong with a token, so that nobody tries tokens out here.
                .orElseThrow(() -> refused(List.of(new Violation(
                        "/token", "token", "This is no token of this issuer that is alive and can be explained."))));
    }

    private static ProblemException refused(List<Violation> violations) {
        return new ProblemException(Problem.of(422, "The request breaks rules.").withViolations(violations));
    }
}
