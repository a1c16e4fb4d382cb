package matryoshka.service.graph.preview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.dot.PlanDot;
import matryoshka.graph.dot.PlanMermaid;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.minting.PlanRefusals;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.access.RequiresScope;
import matryoshka.service.platform.http.QueryParameters;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.platform.oauth.ScopeParameter;
import matryoshka.service.platform.oauth.Targets;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.snapshot.admission.AwaitVersion;
import org.jspecify.annotations.Nullable;

/** {@code GET /graph/plan} and {@code /graph/plan.dot}: the tree of tokens that a client would get. */
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
        return PlanJson.of(preview.version(), plan(preview));
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
        String least = parameter(uri, "min_graph_version");
        String caller = AdminCaller.of(security).clientId();
        if (least != null && !awaitVersion.await(QueryParameters.version("min_graph_version", least), caller)) {
            throw ProblemException.unavailable("This version of the graph is not known here yet.");
        }
        String id = QueryParameters.required("client_id", parameter(uri, "client_id"));
        Client client = previewPlan.client(id).orElseThrow(() -> ProblemException.of(404, "There is no such client."));
        PlanRequest request = request(uri, client);
        Optional<Long> version =
                Optional.ofNullable(parameter(uri, "version")).map(text -> QueryParameters.version("version", text));
        return previewPlan
                .preview(client, request, version)
                .orElseThrow(() -> ProblemException.of(404, "There is no such version of the graph."));
    }

    /** What the client would ask the token endpoint for; what that refuses to read is refused here alike. */
    private static PlanRequest request(UriInfo uri, Client client) {
        try {
            String scope = parameter(uri, "scope");
            return new PlanRequest(
                    client.id(),
                    client.metadata().scopes(),
                    // Empty is omitted, as RFC 6749 §3.1 has it for the token endpoint.
                    scope == null || scope.isEmpty() ? null : ScopeParameter.parse(scope),
                    List.copyOf(Targets.of(parameters(uri, "audience"), parameters(uri, "resource"))));
        } catch (OAuthErrorException refused) {
            throw new ProblemException(Problem.of(422, refused.description())
                    .with("error", refused.error().code()));
        }
    }

    private static List<String> parameters(UriInfo uri, String name) {
        return uri.getQueryParameters().getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static @Nullable String parameter(UriInfo uri, String name) {
        return uri.getQueryParameters().getFirst(name);
    }

    private static TokenPlan plan(PreviewPlan.Preview preview) {
        if (preview.plan() instanceof PlanResult.Refused<TokenPlan> refused) {
            throw new ProblemException(Problem.of(422, refused.detail())
                    .with("error", PlanRefusals.error(refused.reason()).code()));
        }
        return ((PlanResult.Planned<TokenPlan>) preview.plan()).value();
    }
}
