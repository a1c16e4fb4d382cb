package matryoshka.service.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import matryoshka.graph.BuiltIn;
import matryoshka.service.graph.publish.EditAnswer;
import matryoshka.service.graph.publish.ElementKind;
import matryoshka.service.graph.publish.MediaTypes;
import matryoshka.service.graph.publish.PublishParameters;
import matryoshka.service.graph.versions.VersionAnswer;
import matryoshka.service.graph.versions.VersionAnswer.Form;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/** {@code /graph/services/{name}} and {@code /graph/dependencies/{name}}: one element of the graph. The rules of the whole graph apply. */
@Path("/graph/{kind: services|dependencies}/{name}")
public final class ElementResource {
    private final VersionAnswer graph;
    private final EditAnswer edits;

    ElementResource(VersionAnswer graph, EditAnswer edits) {
        this.graph = graph;
        this.edits = edits;
    }

    @GET
    @RequiresScope(BuiltIn.GRAPH_READ)
    @Produces(MediaType.APPLICATION_JSON)
    @Conditional
    public Response json(
            @PathParam("kind") String kind,
            @PathParam("name") String name,
            @QueryParam("version") @Nullable String version,
            @Context HttpHeaders headers) {
        return element(kind, name, version, headers, DocumentFormat.JSON);
    }

    @GET
    @RequiresScope(BuiltIn.GRAPH_READ)
    @Produces({MediaTypes.YAML + ";qs=0.9", "application/x-yaml;qs=0.9", "text/yaml;qs=0.9", "text/x-yaml;qs=0.9"})
    @Conditional
    public Response yaml(
            @PathParam("kind") String kind,
            @PathParam("name") String name,
            @QueryParam("version") @Nullable String version,
            @Context HttpHeaders headers) {
        return element(kind, name, version, headers, DocumentFormat.YAML);
    }

    private Response element(
            String kind, String name, @Nullable String version, HttpHeaders headers, DocumentFormat format) {
        return graph.part(version, Form.of(format), headers, document -> {
            ObjectNode element = ElementKind.of(kind)
                    .json(document, name)
                    .orElseThrow(() -> ProblemException.of(404, "The graph has no such element."));
            return format.print(element);
        });
    }

    @PUT
    @RequiresScope(value = BuiltIn.GRAPH_WRITE, dryRun = BuiltIn.GRAPH_READ)
    @Produces(MediaType.APPLICATION_JSON)
    @Conditional
    public Response put(
            byte[] body,
            @PathParam("kind") String kind,
            @PathParam("name") String name,
            @BeanParam PublishParameters parameters,
            @Context HttpHeaders headers) {
        return edits.put(ElementKind.of(kind), name, body, headers, parameters.request());
    }

    @DELETE
    @RequiresScope(value = BuiltIn.GRAPH_WRITE, dryRun = BuiltIn.GRAPH_READ)
    @Produces(MediaType.APPLICATION_JSON)
    @Conditional
    public Response delete(
            @PathParam("kind") String kind, @PathParam("name") String name, @BeanParam PublishParameters parameters) {
        return edits.remove(ElementKind.of(kind), name, parameters.request());
    }
}
