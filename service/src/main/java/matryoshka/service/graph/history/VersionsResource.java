package matryoshka.service.graph.history;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.BiFunction;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.diff.GraphDiff;
import matryoshka.graph.power.AuthorityWidening;
import matryoshka.service.graph.publish.DiffJson;
import matryoshka.service.graph.publish.EditAnswer;
import matryoshka.service.graph.publish.PublishParameters;
import matryoshka.service.graph.versions.DocumentMemory;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.PublishedVersion;
import matryoshka.service.graph.versions.ReadGraph;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.http.Page;
import matryoshka.service.platform.http.QueryParameters;
import matryoshka.service.platform.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/** {@code /graph/versions} and {@code /graph/diff}: shows who changed what, when and why, and restores old versions. */
@Path("/graph")
@Produces(MediaType.APPLICATION_JSON)
public final class VersionsResource {

    private final GraphVersions versions;
    private final ReadGraph readGraph;
    private final EditAnswer edits;
    private final DocumentMemory memory;

    public VersionsResource(GraphVersions versions, ReadGraph readGraph, EditAnswer edits, DocumentMemory memory) {
        this.versions = versions;
        this.readGraph = readGraph;
        this.edits = edits;
        this.memory = memory;
    }

    /** Lists versions, latest first; {@code next} is the {@code before} of the next page, absent on the last. */
    @GET
    @Path("versions")
    @RequiresScope(BuiltIn.GRAPH_READ)
    public ObjectNode list(@BeanParam Page page) {
        return page.json(
                "versions",
                versions.history(page.before(), page.lookAhead()),
                VersionJson::of,
                PublishedVersion::version);
    }

    @GET
    @Path("versions/{version}")
    @RequiresScope(BuiltIn.GRAPH_READ)
    public ObjectNode get(@PathParam("version") String version) {
        long number = QueryParameters.version("version", version);
        PublishedVersion published = versions.history(number + 1, 1).stream()
                .filter(found -> found.version() == number)
                .findFirst()
                .orElseThrow(VersionsResource::noSuchVersion);
        ObjectNode json = VersionJson.of(published);
        return comparing(
                number - 1,
                number,
                (before, after) -> json.<ObjectNode>set("diff", DiffJson.of(GraphDiff.between(before, after))));
    }

    /** Publishes the content of an old version as a new version. */
    @POST
    @Path("versions/{version}/restore")
    @RequiresScope(value = BuiltIn.GRAPH_WRITE, dryRun = BuiltIn.GRAPH_READ)
    @Conditional
    public Response restore(@PathParam("version") String version, @BeanParam PublishParameters parameters) {
        return edits.restore(QueryParameters.version("version", version), parameters.request());
    }

    @GET
    @Path("diff")
    @RequiresScope(BuiltIn.GRAPH_READ)
    public ObjectNode diff(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        long earlier = QueryParameters.version("from", QueryParameters.required("from", from));
        long later = to == null ? readGraph.current().version() : QueryParameters.version("to", to);
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("from", earlier).put("to", later);
        return comparing(earlier, later, (before, after) -> {
            json.setAll(DiffJson.of(GraphDiff.between(before, after)));
            return json.set("power_given", DiffJson.powerGiven(AuthorityWidening.between(before, after)));
        });
    }

    private ObjectNode comparing(
            long earlier, long later, BiFunction<GraphDocument, GraphDocument, ObjectNode> compared) {
        return memory.forVersions(
                readGraph.current().document(),
                2,
                1,
                () -> compared.apply(readGraph.document(earlier), readGraph.document(later)));
    }

    private static ProblemException noSuchVersion() {
        return ProblemException.of(404, "There is no such version of the graph.");
    }
}
