package matryoshka.service.minting;

import java.util.List;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.FitPlan;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.clients.Client;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.TemplateNode;
import matryoshka.token.TokenSealer;
import matryoshka.token.TreeTemplate;

/** Plans what a client asks for and writes the constant parts of the tokens. Pure. */
public final class PreparePlan {
    /** So many digits a plan leaves room for, that a growing version number never changes it. */
    private static final int RESERVED_VERSION_DIGITS = 10;

    private final String issuer;
    private final Budget budget;

    public PreparePlan(String issuer, Budget budget) {
        this.issuer = issuer;
        this.budget = budget;
    }

    /** The plan of a client for itself, made of one snapshot. */
    public PlanResult<PreparedPlan> prepare(Snapshot snapshot, Client client, PlanRequest request) {
        PlanResult<TokenPlan> planned = plan(snapshot.graph(), snapshot.version(), snapshot.sealer(), client, request);
        if (planned instanceof PlanResult.Refused<TokenPlan> refused) {
            return new PlanResult.Refused<>(refused.reason(), refused.detail());
        }
        TokenPlan plan = ((PlanResult.Planned<TokenPlan>) planned).value();
        TokenContents contents = new TokenContents(snapshot.graph());
        List<TemplateNode> nodes = plan.leafFirst().stream()
                .map(token -> new TemplateNode(contents.of(token.content(), token.id()), token.embeds()))
                .toList();
        return new PlanResult.Planned<>(new PreparedPlan(plan, new TreeTemplate(issuer, snapshot.version(), nodes)));
    }

    /** The plan alone, in any version of the graph. */
    public PlanResult<TokenPlan> plan(
            ServiceGraph graph, long version, TokenSealer sealer, Client client, PlanRequest request) {
        int digits = Long.toString(version).length();
        PlannedSizes measure = new PlannedSizes(
                graph,
                issuer,
                Math.max(digits, RESERVED_VERSION_DIGITS),
                client.id(),
                sealer,
                PlannedSizes.LONGEST_CNF);
        PlannedSizes sizes = new PlannedSizes(graph, issuer, digits, client.id(), sealer, null);
        OuterToken outer =
                new OuterToken(client.id(), List.of(), client.metadata().claims());
        return new FitPlan(budget, measure, sizes).plan(graph, request, outer);
    }
}
