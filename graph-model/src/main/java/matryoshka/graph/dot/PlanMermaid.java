package matryoshka.graph.dot;

import java.util.List;
import matryoshka.graph.plan.CutEmbedding;
import matryoshka.graph.plan.ExchangeOffer;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenPlan;

/**
 * A plan as a Mermaid flowchart, drawn like {@link PlanDot}: solid edges to nested tokens, dotted edges to what the holder can exchange
 * for. A frame around it shows how much of the budget it uses.
 */
public final class PlanMermaid {
    private PlanMermaid() {}

    public static String of(TokenPlan plan) {
        MermaidWriter mermaid = new MermaidWriter();
        mermaid.openFrame(PlanLabels.of(plan));
        for (PlannedToken token : plan.leafFirst()) {
            mermaid.node(PlanDot.id(token), PlanLabels.of(token));
        }
        for (PlannedToken token : plan.leafFirst()) {
            String id = PlanDot.id(token);
            token.embeds()
                    .forEach(index ->
                            mermaid.edge(id, "-->", PlanDot.id(plan.leafFirst().get(index)), ""));
            exchanges(mermaid, id, "offer", token.offers(), "");
            exchanges(
                    mermaid,
                    id,
                    "cut",
                    token.cut().stream().map(CutEmbedding::offer).toList(),
                    "cut by the budget");
        }
        return mermaid.closeFrame().finish();
    }

    private static void exchanges(
            MermaidWriter mermaid, String from, String kind, List<ExchangeOffer> offers, String label) {
        for (int index = 0; index < offers.size(); index++) {
            String to = from + "/" + kind + index;
            mermaid.node(to, PlanLabels.of(offers.get(index)));
            mermaid.edge(from, "-.->", to, label);
        }
    }
}
