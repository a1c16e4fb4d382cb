package matryoshka.service.graph.preview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.dot.PlanDot;
import matryoshka.graph.dot.PlanMermaid;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.minting.PlanRefusals;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.http.QueryParameters;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.snapshot.admission.AwaitVersion;
import org.jspecify.annotations.Nullable;

/** {@code GET /graph/plan} and {@code /graph/plan.dot}: shows the tree of tokens that a client would get. */
@Path("/graph")
public final class PlanResource {
    private final PreviewPlan previewPlan;
    private final AwaitVersion awaitVersion;

    public PlanResource(PreviewPlan previewPlan, AwaitVersion awaitVersion) {
        this.previewPlan = previewPlan;
        this.awaitVersion = awaitVersion;
    }

    @GET
    @Path("plan")
    @RequiresScope(BuiltIn.GRAPH_READ)
    @Produces(MediaType.APPLICATION_JSON)
    public ObjectNode json(@Context UriInfo uri, @Context SecurityContext security) throws InterruptedException {
        PreviewPlan.Preview preview = preview(uri, security);
        return PlanJson.of(preview, plan(preview));
    }

    @GET
    @Path("plan.dot")
    @RequiresScope(BuiltIn.GRAPH_READ)
    @Produces("text/vnd.graphviz;charset=utf-8")
    public String dot(@Context UriInfo uri, @Context SecurityContext security) throws InterruptedException {
        return PlanDot.of(plan(preview(uri, security)));
    }

    @GET
    @Path("plan")
    @RequiresScope(BuiltIn.GRAPH_READ)
    @Produces("text/vnd.mermaid;charset=utf-8;qs=0.5")
    public String mermaid(@Context UriInfo uri, @Context SecurityContext security) throws InterruptedException {
        return PlanMermaid.of(plan(preview(uri, security)));
    }

    private PreviewPlan.Preview preview(UriInfo uri, SecurityContext security) throws InterruptedException {
        PreviewParameters parameters = new PreviewParameters(uri);
        await(
                parameters.parameter("min_graph_version"),
                AdminCaller.of(security).clientId());
        String id = QueryParameters.required("client_id", parameters.parameter("client_id"));
        Client client = previewPlan.client(id).orElseThrow(() -> ProblemException.of(404, "There is no such client."));
        return previewPlan
                .preview(client, parameters.request(client, previewPlan.trust()), parameters.version())
                .orElseThrow(() -> ProblemException.of(404, "There is no such version of the graph."));
    }

    private void await(@Nullable String least, String caller) throws InterruptedException {
        if (least != null && !awaitVersion.await(QueryParameters.version("min_graph_version", least), caller)) {
            throw ProblemException.unavailable("This instance has not reached this version of the graph yet.");
        }
    }

    private static TokenPlan plan(PreviewPlan.Preview preview) {
        return preview.plan()
                .orElseThrow(refused -> PreviewParameters.refused(
                        PlanRefusals.error(refused.reason()).code(), refused.detail()));
    }
}
