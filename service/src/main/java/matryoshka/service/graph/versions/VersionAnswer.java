package matryoshka.service.graph.versions;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import matryoshka.graph.GraphDocument;
import matryoshka.service.platform.http.ConditionalRead;
import matryoshka.service.platform.http.QueryParameters;
import org.jspecify.annotations.Nullable;

/** Responds with some part of the requested version of the graph, tagged with that version. */
public final class VersionAnswer {
    private final ReadGraph readGraph;
    private final DocumentMemory memory;

    public VersionAnswer(ReadGraph readGraph, DocumentMemory memory) {
        this.readGraph = readGraph;
        this.memory = memory;
    }

    /**
     * Responds with a part.
     *
     * @param version the query parameter; null for the current version
     */
    public Response part(@Nullable String version, HttpHeaders headers, Function<GraphDocument, Object> write) {
        return of(version, 0, headers, write);
    }

    /** Responds with the whole graph. */
    public Response whole(@Nullable String version, HttpHeaders headers, Function<GraphDocument, Object> write) {
        return of(version, 1, headers, write);
    }

    private Response of(
            @Nullable String version, int written, HttpHeaders headers, Function<GraphDocument, Object> write) {
        VersionedDocument current = readGraph.current();
        long asked = version == null ? current.version() : QueryParameters.version("version", version);
        int loaded = asked == current.version() ? 0 : 1;
        return memory.forVersions(current.document(), loaded, written, () -> {
            GraphDocument document = loaded == 0 ? current.document() : readGraph.document(asked);
            return new ConditionalRead(headers)
                    .respond(Long.toString(asked), () -> Response.ok(write.apply(document)))
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                    .build();
        });
    }
}
