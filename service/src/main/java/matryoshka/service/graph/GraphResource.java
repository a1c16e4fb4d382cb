package matryoshka.service.graph;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.dot.GraphDot;
import matryoshka.graph.dot.GraphMermaid;
import matryoshka.service.graph.document.GraphDocumentWriter;
import matryoshka.service.graph.pictures.PictureAnswer;
import matryoshka.service.graph.pictures.PictureParameters;
import matryoshka.service.graph.publish.EditAnswer;
import matryoshka.service.graph.publish.MediaTypes;
import matryoshka.service.graph.publish.PublishParameters;
import matryoshka.service.graph.versions.VersionAnswer;
import matryoshka.service.graph.versions.VersionAnswer.Form;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.http.Conditional;
import matryoshka.service.platform.http.QueryParameters;
import matryoshka.service.platform.json.DocumentFormat;
import org.jspecify.annotations.Nullable;

/** {@code /graph}: returns any version of the graph as JSON, YAML or a picture, and replaces or changes it. */
@Path("/graph")
public final class GraphResource {
    private final VersionAnswer graph;
    private final PictureAnswer pictures;
    private final EditAnswer edits;

    GraphResource(VersionAnswer graph, PictureAnswer pictures, EditAnswer edits) {
        this.graph = graph;
        this.pictures = pictures;
        this.edits = edits;
    }

    @GET
    @RequiresScope(BuiltIn.GRAPH_READ)
    @Produces(MediaType.APPLICATION_JSON)
    @Conditional
    public Response json(@QueryParam("version") @Nullable String version, @Context HttpHeaders headers) {
        return graph.whole(
                version, Form.JSON, headers, document -> GraphDocumentWriter.write(document, DocumentFormat.JSON));
    }

    @GET
    @RequiresScope(BuiltIn.GRAPH_READ)
    // Clients that accept anything get JSON.
    @Produces({MediaTypes.YAML + ";qs=0.9", "application/x-yaml;qs=0.9", "text/yaml;qs=0.9", "text/x-yaml;qs=0.9"})
    @Conditional
    public Response yaml(@QueryParam("version") @Nullable String version, @Context HttpHeaders headers) {
        return graph.whole(
                version, Form.YAML, headers, document -> GraphDocumentWriter.write(document, DocumentFormat.YAML));
    }

    @GET
    @RequiresScope(BuiltIn.GRAPH_READ)
    @Produces(MediaTypes.DOT + ";charset=utf-8;qs=0.5")
    @Conditional
    public Response dot(@BeanParam PictureParameters picture, @Context HttpHeaders headers) {
        return pictures.draw(picture, Form.DOT, headers, GraphDot::of);
    }

    @GET
    @RequiresScope(BuiltIn.GRAPH_READ)
    @Produces(MediaTypes.MERMAID + ";charset=utf-8;qs=0.5")
    @Conditional
    public Response mermaid(@BeanParam PictureParameters picture, @Context HttpHeaders headers) {
        return pictures.draw(picture, Form.MERMAID, headers, GraphMermaid::of);
    }

    @PUT
    @RequiresScope(value = BuiltIn.GRAPH_WRITE, dryRun = BuiltIn.GRAPH_READ)
    @Produces(MediaType.APPLICATION_JSON)
    @Conditional
    public Response replace(
            byte[] body,
            @QueryParam("owner") @Nullable String owner,
            @BeanParam PublishParameters parameters,
            @Context HttpHeaders headers) {
        return owner == null
                ? edits.replace(body, headers, parameters.conditionalRequest())
                : edits.replaceOwned(
                        body, QueryParameters.name("owner", owner), headers, parameters.conditionalRequest());
    }

    @PATCH
    @RequiresScope(value = BuiltIn.GRAPH_WRITE, dryRun = BuiltIn.GRAPH_READ)
    @Produces(MediaType.APPLICATION_JSON)
    @Conditional
    public Response patch(byte[] body, @BeanParam PublishParameters parameters, @Context HttpHeaders headers) {
        return edits.patch(body, headers, parameters.request());
    }
}
