package matryoshka.service.staleness.events;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.regex.Pattern;
import matryoshka.graph.BuiltIn;
import matryoshka.service.platform.access.LastingAccess;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.http.QueryParameters;
import matryoshka.service.platform.problems.ProblemException;
import org.glassfish.jersey.server.ChunkedOutput;
import org.jspecify.annotations.Nullable;

/** {@code GET /graph/events}: streams published versions, with their effects on tokens, as server-sent events. */
@Path("/graph/events")
public final class EventsResource {
    private static final Pattern VERSION = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final int MAX_UNWRITTEN = 4;
    /** Shows that the stream is open, and makes clients reconnect soon after they lose it. */
    private static final String HELLO = "retry: 2000\n\n";

    private final Subscribers subscribers;

    public EventsResource(Subscribers subscribers) {
        this.subscribers = subscribers;
    }

    /**
     * Subscribes to events.
     *
     * @param lastEventId the last version that a reconnecting client has received
     * @param since the same for clients that cannot set headers
     */
    @GET
    @Produces("text/event-stream")
    @RequiresScope(BuiltIn.GRAPH_READ)
    public Response listen(
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @QueryParam("last_event_id") @Nullable String since,
            @Context ContainerRequestContext request)
            throws IOException {
        long position = position(lastEventId, since);
        ChunkedOutput<String> output = ChunkedOutput.<String>builder(String.class)
                .queueCapacity(MAX_UNWRITTEN)
                .build();
        output.write(HELLO);
        if (!subscribers.join(
                new Stream(output), LastingAccess.of(request.getSecurityContext())::isStillGood, position)) {
            throw ProblemException.unavailable("This instance already has the maximum number of event listeners.");
        }
        // Tells proxies not to buffer the stream.
        return Response.ok(output).header("X-Accel-Buffering", "no").build();
    }

    /**
     * Answers HEAD by itself: through the method above the response would never end, since nothing is ever written to a response without a
     * body.
     */
    @HEAD
    @Produces("text/event-stream")
    @RequiresScope(BuiltIn.GRAPH_READ)
    public Response head() {
        return Response.ok().build();
    }

    private long position(@Nullable String lastEventId, @Nullable String since) {
        if (lastEventId != null && !lastEventId.isEmpty()) {
            if (!VERSION.matcher(lastEventId).matches()) {
                throw ProblemException.of(400, "The header 'Last-Event-ID' must be a version number.");
            }
            return Long.parseLong(lastEventId);
        }
        return since == null ? subscribers.latest() : QueryParameters.version("last_event_id", since);
    }

    private record Stream(ChunkedOutput<String> output) implements EventSink {
        @Override
        public void write(String text) throws IOException {
            output.write(text);
        }

        @Override
        public void close() {
            try {
                output.close();
            } catch (IOException disconnected) {
                // The stream is already closed, whichever side closed it first.
            }
        }
    }
}
