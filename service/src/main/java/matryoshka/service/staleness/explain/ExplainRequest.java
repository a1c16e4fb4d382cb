package matryoshka.service.staleness.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.Violation;
import matryoshka.service.platform.json.ObjectCursor;
import matryoshka.token.UnverifiedToken;

/**
 * A request to explain a token, as far as it could be read. Rules reported are those of {@link ObjectCursor}.
 *
 * @param violations everything that is wrong with the request
 */
record ExplainRequest(UnverifiedToken token, List<Violation> violations) {

    ExplainRequest {
        violations = List.copyOf(violations);
    }

    static ExplainRequest read(JsonNode body) {
        List<Violation> violations = new ArrayList<>();
        ObjectCursor cursor = ObjectCursor.of(body, violations);
        if (cursor == null) {
            return new ExplainRequest(new UnverifiedToken(""), violations);
        }
        String token = cursor.requires("token") ? cursor.text("token") : null;
        cursor.refuseOthers();
        return new ExplainRequest(new UnverifiedToken(token == null ? "" : token), violations);
    }
}
