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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import matryoshka.graph.BuiltIn;
import matryoshka.service.graph.versions.VersionTags;
import matryoshka.service.platform.access.LastingAccess;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.http.VersionNumbers;
import matryoshka.service.platform.problems.ProblemException;
import org.glassfish.jersey.server.ChunkedOutput;
import org.jspecify.annotations.Nullable;

/** {@code GET /graph/events}: streams published versions, with their effects on tokens, as server-sent events. */
@Path("/graph/events")
public final class EventsResource {
    private static final Pattern ID = Pattern.compile("(" + VersionNumbers.PATTERN + ")(?:-[0-9a-f]{12})?");
    private static final int MAX_UNWRITTEN = 4;
    /** Shows that the stream is open, and makes clients reconnect soon after they lose it. */
    private static final String HELLO = "retry: 2000\n\n";

    private final Subscribers subscribers;
    private final VersionTags tags;

    public EventsResource(Subscribers subscribers, VersionTags tags) {
        this.subscribers = subscribers;
        this.tags = tags;
    }

    /**
     * Where a listener continues.
     *
     * @param version later versions are sent
     * @param isLost whether the listener named a version of another history, such as one from before a backup was restored
     */
    private record Position(long version, boolean isLost) {}

    /**
     * Subscribes to events.
     *
     * @param lastEventId the id of the last event that a reconnecting client has received
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
        Position position = position(lastEventId, since);
        ChunkedOutput<String> output = ChunkedOutput.<String>builder(String.class)
                .queueCapacity(MAX_UNWRITTEN)
                .build();
        output.write(HELLO);
        if (position.isLost()) {
            output.write(reset(position.version()));
        }
        if (!subscribers.join(
                new Stream(output), LastingAccess.of(request.getSecurityContext())::isStillGood, position.version())) {
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

    private Position position(@Nullable String lastEventId, @Nullable String since) {
        if (lastEventId != null && !lastEventId.isEmpty()) {
            return named("header 'Last-Event-ID'", lastEventId);
        }
        return since == null
                ? new Position(subscribers.latest(), false)
                : named("query parameter 'last_event_id'", since);
    }

    private Position named(String from, String id) {
        Matcher tag = ID.matcher(id);
        if (!tag.matches()) {
            throw ProblemException.of(400, "The " + from + " must be the id of an event or a version number.");
        }
        return tags.isOurs(id)
                ? new Position(Long.parseLong(tag.group(1)), false)
                : new Position(subscribers.latest(), true);
    }

    /** Nobody can tell what happened in between: listeners must read the graph again. */
    private String reset(long latest) {
        return "id: " + tags.of(latest).opaque() + "\nevent: reset\ndata: {\"version\":" + latest + "}\n\n";
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
