package matryoshka.service.graph.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.Names;
import matryoshka.service.graph.versions.GraphElement;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.PublishedVersion;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.http.Page;
import matryoshka.service.platform.problems.ProblemException;

/**
 * {@code /graph/services/{name}/versions} and {@code /graph/dependencies/{name}/versions}: who added, changed and removed one element, when
 * and why.
 */
@Path("/graph/{kind: services|dependencies}/{name}/versions")
@Produces(MediaType.APPLICATION_JSON)
public final class ElementVersionsResource {
    private final GraphVersions versions;

    public ElementVersionsResource(GraphVersions versions) {
        this.versions = versions;
    }

    /** Lists versions, latest first, like the history of the graph. */
    @GET
    @RequiresScope(BuiltIn.GRAPH_READ)
    public ObjectNode list(@PathParam("kind") String kind, @PathParam("name") String name, @BeanParam Page page) {
        GraphElement element = new GraphElement(
                kind.equals("services") ? GraphElement.Kind.SERVICE : GraphElement.Kind.DEPENDENCY, name);
        long before = page.before();
        List<PublishedVersion> found =
                Names.isName(name) ? versions.history(element, before, page.lookAhead()) : List.of();
        if (found.isEmpty() && before == Long.MAX_VALUE) {
            throw ProblemException.of(404, "The graph has no such element, and never had one.");
        }
        return page.json("versions", found, VersionJson::of, PublishedVersion::version);
    }
}
