package matryoshka.service.graph.versions;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import matryoshka.graph.GraphDocument;
import matryoshka.service.platform.http.ConditionalRead;
import matryoshka.service.platform.http.QueryParameters;
import matryoshka.service.platform.json.DocumentFormat;
import org.jspecify.annotations.Nullable;

/** Responds with some part of the requested version of the graph, tagged with that version. */
public final class VersionAnswer {
    /** The form of a representation. A strong entity tag belongs to one form only (RFC 9110 §8.8.1). */
    public enum Form {
        JSON(""),
        YAML("-yaml"),
        DOT("-dot"),
        MERMAID("-mermaid");

        private final String suffix;

        Form(String suffix) {
            this.suffix = suffix;
        }

        public static Form of(DocumentFormat format) {
            return format == DocumentFormat.JSON ? JSON : YAML;
        }
    }

    private final ReadGraph readGraph;
    private final VersionTags tags;
    private final DocumentMemory memory;

    public VersionAnswer(ReadGraph readGraph, VersionTags tags, DocumentMemory memory) {
        this.readGraph = readGraph;
        this.tags = tags;
        this.memory = memory;
    }

    /**
     * Responds with a part.
     *
     * @param version the query parameter; null for the current version
     */
    public Response part(
            @Nullable String version, Form form, HttpHeaders headers, Function<GraphDocument, Object> write) {
        return of(version, 0, form, headers, found -> write.apply(found.document()));
    }

    /** Responds with a part that names the version. */
    public Response partOf(
            @Nullable String version, Form form, HttpHeaders headers, Function<GraphVersion, Object> write) {
        return of(version, 0, form, headers, write);
    }

    /** Responds with the whole graph. */
    public Response whole(
            @Nullable String version, Form form, HttpHeaders headers, Function<GraphDocument, Object> write) {
        return of(version, 1, form, headers, found -> write.apply(found.document()));
    }

    private Response of(
            @Nullable String version,
            int written,
            Form form,
            HttpHeaders headers,
            Function<GraphVersion, Object> write) {
        GraphVersion current = readGraph.current();
        long asked = version == null ? current.version() : QueryParameters.version("version", version);
        int loaded = asked == current.version() ? 0 : 1;
        return memory.forVersions(current.document(), loaded, written, () -> {
            GraphVersion found = loaded == 0 ? current : new GraphVersion(asked, readGraph.document(asked));
            return new ConditionalRead(headers)
                    .respond(tags.of(asked).opaque() + form.suffix, () -> Response.ok(write.apply(found)))
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                    .build();
        });
    }
}
