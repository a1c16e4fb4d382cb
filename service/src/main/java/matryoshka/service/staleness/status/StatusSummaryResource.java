package matryoshka.service.staleness.status;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.function.Supplier;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.http.CrossOrigin;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.admission.Obstacles;
import matryoshka.token.SummaryNames;

/** {@code GET /oauth2/status}: returns the status summary. Public, also for pages of other origins. */
@Path("/oauth2/status")
public final class StatusSummaryResource {
    private final Supplier<Snapshot> snapshots;
    private final StatusSummaries summaries;
    private final Duration ttl;
    private final Obstacles obstacles;

    public StatusSummaryResource(
            Supplier<Snapshot> snapshots, StatusSummaries summaries, Duration ttl, Obstacles obstacles) {
        this.snapshots = snapshots;
        this.summaries = summaries;
        this.ttl = ttl;
        this.obstacles = obstacles;
    }

    @GET
    @Produces(SummaryNames.MEDIA_TYPE)
    @Conditional
    public Response get(@Context HttpHeaders headers) {
        // It says what is not revoked, too, so it needs what introspection needs.
        obstacles.toJudging().ifPresent(obstacle -> {
            throw ProblemException.unavailable(obstacle);
        });
        return StatusAnswer.of(summaries.summary(snapshots.get()), ttl, headers);
    }

    /** Answers the preflight request that browsers send when a page adds headers of its own. */
    @OPTIONS
    public Response preflight() {
        return CrossOrigin.preflight();
    }
}
