package matryoshka.service.graph.publish;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import matryoshka.graph.BuiltIn;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.http.EntityTags;
import matryoshka.service.platform.http.Preconditions;
import matryoshka.service.platform.http.QueryParameters;
import matryoshka.service.platform.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/** The parameters of every request that changes the graph. */
public final class PublishParameters {
    private final @Nullable String dryRun;
    private final @Nullable String message;
    private final HttpHeaders headers;
    private final SecurityContext security;

    public PublishParameters(
            @QueryParam(QueryParameters.DRY_RUN) @Nullable String dryRun,
            @QueryParam("message") @Nullable String message,
            @Context HttpHeaders headers,
            @Context SecurityContext security) {
        this.dryRun = dryRun;
        this.message = message;
        this.headers = headers;
        this.security = security;
    }

    /** Returns the request. Throws a 400 if a parameter is malformed. */
    public PublishRequest request() {
        AdminCaller caller = AdminCaller.of(security);
        boolean isDryRun = QueryParameters.flag(QueryParameters.DRY_RUN, dryRun);
        if (!isDryRun && !caller.has(BuiltIn.GRAPH_WRITE)) {
            // Already refused, unless the two readers of dry_run disagree.
            throw ProblemException.of(403, "This requires a token with the scope " + BuiltIn.GRAPH_WRITE + ".");
        }
        return new PublishRequest(
                caller, QueryParameters.text("message", message), Preconditions.of(headers), isDryRun);
    }

    /**
     * Returns a request that must have {@code If-Match}, since it could otherwise undo changes that the publisher has not seen: 428 (RFC
     * 6585) without it, unless another precondition fails first.
     */
    public PublishRequest conditionalRequest() {
        PublishRequest request = request();
        Preconditions conditions = request.conditions();
        if (conditions.ifMatch().isEmpty()
                && conditions.ifNoneMatch().filter(EntityTags::any).isEmpty()) {
            throw ProblemException.of(
                    428, "Replacing the graph requires If-Match with the version to replace, such as \"17\".");
        }
        return request;
    }
}
