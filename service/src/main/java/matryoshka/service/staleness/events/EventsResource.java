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

/** {@code GET /graph/events}: published versions as server-sent events, with what they did to tokens. */
@Path("/graph/events")
public final class EventsResource {
    private static final Pattern VERSION = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final int MAX_UNWRITTEN = 4;
    /** Shows that the stream is open; and who loses it comes back soon. */
    private static final String HELLO = "retry: 2000\n\n";

    private final Subscribers subscribers;

    public EventsResource(Subscribers subscribers) {
        this.subscribers = subscribers;
    }

    /**
     * Listens.
     *
     * @param lastEventId the version that was heard of last, as who comes back tells it
     * @param since the same for who cannot set headers
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
            throw ProblemException.unavailable("As many as there may be listen already.");
        }
        // Proxies that would wait for more of it are told not to.
        return Response.ok(output).header("X-Accel-Buffering", "no").build();
    }

    /** By the method above it would never end: what has no body is never written. */
    @HEAD
    @Produces("text/event-stream")
    @RequiresScope(BuiltIn.GRAPH_READ)
    public Response head() {
        return Response.ok().build();
    }

    private long position(@Nullable String lastEventId, @Nullable String since) {
        if (lastEventId != null && !lastEventId.isEmpty()) {
            if (!VERSION.matcher(lastEventId).matches()) {
                throw ProblemException.of(400, "The header 'Last-Event-ID' is a version number.");
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
                // It is closed, whoever was first.
            }
        }
    }
}
