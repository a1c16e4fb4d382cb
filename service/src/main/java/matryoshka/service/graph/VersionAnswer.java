package matryoshka.service.graph;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import matryoshka.graph.GraphDocument;
import matryoshka.service.http.ConditionalRead;
import matryoshka.service.http.QueryParameters;
import matryoshka.service.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/** Answers with something of the graph in the version that was asked for, tagged with that version. */
final class VersionAnswer {
    private final ReadGraph readGraph;

    VersionAnswer(ReadGraph readGraph) {
        this.readGraph = readGraph;
    }

    /** @param version the query parameter; null for the current version */
    Response of(@Nullable String version, HttpHeaders headers, Function<GraphDocument, Object> write) {
        VersionedDocument at = at(version);
        return new ConditionalRead(headers)
                .respond(Long.toString(at.version()), () -> Response.ok(write.apply(at.document())))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    private VersionedDocument at(@Nullable String version) {
        if (version == null) {
            return readGraph.current();
        }
        return readGraph
                .at(QueryParameters.version("version", version))
                .orElseThrow(() -> ProblemException.of(404, "There is no such version of the graph."));
    }
}
