package matryoshka.service.graph.pictures;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.dot.GraphDot;
import matryoshka.graph.dot.GraphMermaid;
import matryoshka.service.graph.publish.MediaTypes;
import matryoshka.service.graph.versions.VersionAnswer.Form;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.http.Conditional;

/** {@code GET /graph.dot}: the graph as Graphviz, under its own URL. */
@Path("/graph.dot")
public final class GraphPictureResource {
    private final PictureAnswer pictures;

    public GraphPictureResource(PictureAnswer pictures) {
        this.pictures = pictures;
    }

    @GET
    @RequiresScope(BuiltIn.GRAPH_READ)
    @Produces(MediaTypes.DOT + ";charset=utf-8")
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
}
