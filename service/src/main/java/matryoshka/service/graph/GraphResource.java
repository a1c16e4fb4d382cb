package matryoshka.service.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.function.Function;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.dot.GraphDot;
import matryoshka.service.access.AdminCaller;
import matryoshka.service.access.RequiresScope;
import matryoshka.service.document.DocumentFormat;
import matryoshka.service.document.DocumentSyntaxException;
import matryoshka.service.document.GraphDocumentReader;
import matryoshka.service.document.GraphDocumentWriter;
import matryoshka.service.document.ReadDocument;
import matryoshka.service.http.IfMatch;
import matryoshka.service.http.QueryParameters;
import matryoshka.service.problems.Problem;
import matryoshka.service.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/** {@code /graph}: the graph document, as JSON, YAML or DOT, of any version; and its replacement. */
@Path("/graph")
public final class GraphResource {
    private final ReadGraph readGraph;
    private final PublishGraph publishGraph;

    public GraphResource(ReadGraph readGraph, PublishGraph publishGraph) {
        this.readGraph = readGraph;
        this.publishGraph = publishGraph;
    }

    @GET
    @RequiresScope(BuiltIn.GRAPH_READ)
    @Produces(MediaType.APPLICATION_JSON)
    public Response json(@QueryParam("version") @Nullable String version, @Context Request request) {
        return answer(version, request, document -> GraphDocumentWriter.write(document, DocumentFormat.JSON));
    }

    @GET
    @RequiresScope(BuiltIn.GRAPH_READ)
    @Produces({MediaTypes.YAML, "application/x-yaml", "text/yaml", "text/x-yaml"})
    public Response yaml(@QueryParam("version") @Nullable String version, @Context Request request) {
        return answer(version, request, document -> GraphDocumentWriter.write(document, DocumentFormat.YAML));
    }

    @GET
    @RequiresScope(BuiltIn.GRAPH_READ)
    @Produces(MediaTypes.DOT + ";charset=utf-8")
    public Response dot(@QueryParam("version") @Nullable String version, @Context Request request) {
        return answer(version, request, GraphDot::of);
    }

    private Response answer(@Nullable String version, Request request, Function<GraphDocument, Object> write) {
        ReadGraph.At at = asked(version);
        EntityTag tag = new EntityTag(Long.toString(at.version()));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder response =
                unchanged == null ? Response.ok(write.apply(at.graph().document())) : unchanged;
        return response.tag(tag).header(HttpHeaders.VARY, HttpHeaders.ACCEPT).build();
    }

    private ReadGraph.At asked(@Nullable String version) {
        if (version == null) {
            return readGraph.current();
        }
        return readGraph
                .at(QueryParameters.version("version", version))
                .orElseThrow(() -> ProblemException.of(404, "There is no such version of the graph."));
    }

    @PUT
    @RequiresScope(BuiltIn.GRAPH_WRITE)
    @Produces(MediaType.APPLICATION_JSON)
    public Response replace(
            byte[] body,
            @QueryParam("dry_run") @Nullable String dryRun,
            @QueryParam("message") @Nullable String message,
            @Context HttpHeaders headers,
            @Context SecurityContext security) {
        IfMatch replaces = IfMatch.parse(headers.getRequestHeaders().getOrDefault(HttpHeaders.IF_MATCH, List.of()))
                .orElseThrow(() -> ProblemException.of(
                        428, "Replacing the graph needs If-Match with the version to be replaced, such as \"17\"."));
        PublishRequest request = new PublishRequest(
                AdminCaller.of(security).clientId(),
                QueryParameters.text("message", message),
                replaces,
                QueryParameters.flag("dry_run", dryRun));
        return render(publishGraph.publish(read(body, headers.getMediaType()), request));
    }

    private static ReadDocument read(byte[] body, @Nullable MediaType type) {
        try {
            return GraphDocumentReader.read(body, MediaTypes.format(type));
        } catch (DocumentSyntaxException malformed) {
            throw ProblemException.of(400, String.valueOf(malformed.getMessage()));
        }
    }

    private static Response render(Publication publication) {
        if (publication instanceof Publication.Mismatch mismatch) {
            throw ProblemException.of(
                            412,
                            "The graph is at version " + mismatch.currentVersion() + ", not at what If-Match names.")
                    .withHeader(HttpHeaders.ETAG, IfMatch.etag(mismatch.currentVersion()));
        }
        if (publication instanceof Publication.Invalid invalid) {
            throw new ProblemException(
                    Problem.of(422, "The document is no valid graph.").withViolations(invalid.violations()));
        }
        Publication.Done done = (Publication.Done) publication;
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("version", done.version());
        answer.set("diff", DiffJson.of(done.diff()));
        return Response.ok(answer)
                .header(HttpHeaders.ETAG, IfMatch.etag(done.version()))
                .build();
    }
}
