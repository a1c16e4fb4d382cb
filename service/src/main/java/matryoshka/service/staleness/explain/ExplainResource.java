package matryoshka.service.staleness.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.Violation;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.http.JsonBody;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.snapshot.admission.Obstacles;
import matryoshka.token.UnverifiedToken;

/**
 * {@code POST /graph/explain}: explains where a token's authority comes from. The token is in the body, since query strings end up in logs.
 * Neither the response nor a problem repeats any part of it.
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
        UnverifiedToken token = token(body);
        obstacles.toJudging().ifPresent(obstacle -> {
            throw ProblemException.unavailable(obstacle);
        });
        return explainToken
                .explain(token)
                .map(ExplanationJson::of)
                // One response for everything that can be wrong with a token, so that nobody can probe tokens here.
                .orElseThrow(() -> refused(List.of(new Violation(
                        "/token",
                        "token",
                        "This is not an active token of this issuer, or it can no longer be explained."))));
    }

    private static UnverifiedToken token(byte[] body) {
        List<Violation> violations = new ArrayList<>();
        ObjectCursor cursor = ObjectCursor.of(JsonBody.parse(body), violations);
        String token = cursor != null && cursor.requires("token") ? cursor.text("token") : null;
        if (cursor != null) {
            cursor.refuseOthers();
        }
        if (token == null || !violations.isEmpty()) {
            throw refused(violations);
        }
        return new UnverifiedToken(token);
    }

    private static ProblemException refused(List<Violation> violations) {
        return new ProblemException(Problem.of(422, "The request is invalid.").withViolations(violations));
    }
}
