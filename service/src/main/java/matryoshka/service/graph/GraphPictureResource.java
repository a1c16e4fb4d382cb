package matryoshka.service.graph;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.dot.GraphDot;
import matryoshka.service.access.RequiresScope;
import org.jspecify.annotations.Nullable;

/** {@code GET /graph.dot}: the graph as Graphviz, by a link of its own. */
@Path("/graph.dot")
public final class GraphPictureResource {
    private final VersionAnswer graph;

    GraphPictureResource(VersionAnswer graph) {
        this.graph = graph;
    }

    @GET
    @RequiresScope(BuiltIn.GRAPH_READ)
    @Produces(MediaTypes.DOT + ";charset=utf-8")
    public Response get(@QueryParam("version") @Nullable String version, @Context Request request) {
        return graph.of(version, request, GraphDot::of);
    }
}
