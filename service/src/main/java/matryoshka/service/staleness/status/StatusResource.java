package matryoshka.service.staleness.status;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import matryoshka.service.planning.ledger.StatusBlock;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.http.ConditionalRead;
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
        boolean gzip = takesGzip(headers);
        CacheControl cache = new CacheControl();
        cache.setMaxAge(Math.toIntExact(times.ttl().toSeconds()));
        Response.ResponseBuilder answer = new ConditionalRead(headers)
                .respond(gzip ? list.tag() + "-gzip" : list.tag(), () -> whole(list, gzip))
                .cacheControl(cache)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return CrossOrigin.readable(answer).build();
    }

    private static Response.ResponseBuilder whole(StatusList list, boolean gzip) {
        return gzip
                ? Response.ok(list.gzipped()).header(HttpHeaders.CONTENT_ENCODING, "gzip")
                : Response.ok(list.token());
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

    private static boolean takesGzip(HttpHeaders headers) {
        List<String> accepted = headers.getRequestHeaders().getOrDefault(HttpHeaders.ACCEPT_ENCODING, List.of());
        return accepted.stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .anyMatch(coding ->
                        coding.equals("gzip") || (coding.startsWith("gzip;") && !coding.matches(".*q=0(\\.0*)?")));
    }

    private static ProblemException unknown() {
        return ProblemException.of(404, "There is no such status list.");
    }
}
