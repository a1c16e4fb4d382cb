package matryoshka.service.graph.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import matryoshka.graph.Violation;
import matryoshka.graph.power.AuthorityWidening;
import matryoshka.service.graph.versions.VersionTags;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;

/** Converts publications to responses. */
final class PublicationAnswer {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    private final VersionTags tags;

    PublicationAnswer(VersionTags tags) {
        this.tags = tags;
    }

    /** For a request that replaces or patches the graph. */
    Response of(Publication publication) {
        return of(publication, OK, UNPROCESSABLE);
    }

    /** For a request with one element: 201 if the element is new. */
    Response ofElement(Publication publication, ElementKind kind, String name) {
        boolean isNew = publication instanceof Publication.Done done
                && done.version() > done.before().version()
                && !kind.in(done.before().document()).containsKey(name);
        return of(publication, isNew ? CREATED : OK, UNPROCESSABLE);
    }

    /** For a request that removes an element: remaining references are a conflict, not an error in the request's body. */
    Response ofRemoval(Publication publication) {
        return of(publication, OK, CONFLICT);
    }

    private Response of(Publication publication, int done, int invalid) {
        if (publication instanceof Publication.Done success) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.put("version", success.version());
            answer.set("diff", DiffJson.of(success.diff()));
            answer.set("power_given", DiffJson.powerGiven(success.given()));
            answer.set("impact", impact(success));
            return Response.status(done)
                    .entity(answer)
                    .header(HttpHeaders.ETAG, tags.of(success.version()).quoted())
                    .build();
        }
        throw refusal(publication, invalid);
    }

    private ProblemException refusal(Publication publication, int invalid) {
        if (publication instanceof Publication.Mismatch mismatch) {
            return ProblemException.of(
                            412,
                            "The graph is at version " + mismatch.currentVersion()
                                    + "; the request's preconditions do not hold.")
                    .withHeader(
                            HttpHeaders.ETAG, tags.of(mismatch.currentVersion()).quoted());
        }
        if (publication instanceof Publication.Invalid broken) {
            List<Violation> violations = broken.violations();
            return new ProblemException(
                    Problem.of(invalid, "The resulting graph would be invalid.").withViolations(violations));
        }
        if (publication instanceof Publication.Forbidden forbidden) {
            return new ProblemException(withoutConsent(forbidden));
        }
        return ProblemException.of(404, "The graph has no such element.");
    }

    private static Problem withoutConsent(Publication.Forbidden forbidden) {
        Problem problem = Problem.of(
                        403,
                        "This gives away authority over services that are not yours. It requires one of the listed owners, or the scope"
                                + " graph:publish-any.")
                .with(
                        "changes",
                        forbidden.withoutConsent().stream()
                                .map(PublicationAnswer::change)
                                .toList());
        Publication.Done foreseen = forbidden.foreseen();
        return foreseen == null
                ? problem
                : problem.with("diff", DiffJson.of(foreseen.diff())).with("impact", impact(foreseen));
    }

    private static JsonNode impact(Publication.Done done) {
        Impact impact = done.impact();
        return impact == null ? JsonNodeFactory.instance.nullNode() : ImpactJson.of(impact);
    }

    private static Map<String, Object> change(AuthorityWidening given) {
        return Map.of(
                "change", given.kind().word(),
                "element", given.element(),
                "service", given.service(),
                "owners", given.owners(),
                "message", given.sentence());
    }
}
