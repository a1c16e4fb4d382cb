package matryoshka.service.staleness.status;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import matryoshka.service.planning.ledger.StatusBlock;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.http.CrossOrigin;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.admission.Obstacles;
import org.jspecify.annotations.Nullable;

/** {@code GET /oauth2/status/{n}}: returns a status list. Public, also for pages of other origins. */
@Path("/oauth2/status/{n}")
public final class StatusResource {
    /** Numbers from {@link StatusBlock#MIN} (inclusive) to {@link StatusBlock#LIMIT} (exclusive). */
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{3}");

    private final Supplier<Snapshot> snapshots;
    private final StatusLists lists;
    private final StatusTimes times;
    private final Obstacles obstacles;

    public StatusResource(Supplier<Snapshot> snapshots, StatusLists lists, StatusTimes times, Obstacles obstacles) {
        this.snapshots = snapshots;
        this.lists = lists;
        this.times = times;
        this.obstacles = obstacles;
    }

    @GET
    @Produces("application/statuslist+jwt")
    @Conditional
    public Response get(
            @PathParam("n") String number, @QueryParam("time") @Nullable String time, @Context HttpHeaders headers) {
        if (time != null) {
            // What the draft prescribes for a server without historical resolution.
            throw ProblemException.of(501, "Past status lists are not stored.");
        }
        // A list tells whether tokens are stale, not whether they are revoked, so it needs no more than minting does.
        obstacles.toMinting().ifPresent(obstacle -> {
            throw ProblemException.unavailable(obstacle);
        });
        StatusList list = lists.list(snapshots.get(), number(number)).orElseThrow(StatusResource::unknown);
        return StatusAnswer.of(list, times.ttl(), headers);
    }

    /** Answers the preflight request that browsers send when a page adds headers of its own. */
    @OPTIONS
    public Response preflight() {
        return CrossOrigin.preflight();
    }

    /** Each list has one spelling of its number: the one in tokens. */
    private static int number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw unknown();
        }
        return Integer.parseInt(text);
    }

    private static ProblemException unknown() {
        return ProblemException.of(404, "There is no such status list.");
    }
}
