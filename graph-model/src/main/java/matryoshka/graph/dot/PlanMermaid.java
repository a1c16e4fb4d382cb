package matryoshka.graph.dot;

import java.util.List;
import matryoshka.graph.plan.CutEmbedding;
import matryoshka.graph.plan.ExchangeOffer;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenPlan;

/** A plan as a Mermaid flowchart, drawn as {@link PlanDot} draws it: solid to what is nested, dotted to what is to be had by exchange. */
public final class PlanMermaid {
    private PlanMermaid() {}

    public static String of(TokenPlan plan) {
        MermaidWriter mermaid = new MermaidWriter();
        for (PlannedToken token : plan.leafFirst()) {
            mermaid.node(PlanDot.id(token), PlanDot.label(token));
        }
        for (PlannedToken token : plan.leafFirst()) {
            String id = PlanDot.id(token);
            token.embeds()
                    .forEach(index ->
                            mermaid.edge(id, "-->", PlanDot.id(plan.leafFirst().get(index)), ""));
            exchanges(mermaid, id, "offer", token.offers());
            exchanges(
                    mermaid,
                    id,
                    "cut",
                    token.cut().stream().map(CutEmbedding::offer).toList());
        }
        return mermaid.finish();
    }

    private static void exchanges(MermaidWriter mermaid, String from, String kind, List<ExchangeOffer> offers) {
        for (int index = 0; index < offers.size(); index++) {
            String to = from + "/" + kind + index;
            mermaid.node(to, PlanDot.label(offers.get(index)));
            mermaid.edge(from, "-.->", to, kind.equals("cut") ? "cut by the budget" : "");
        }
    }
}
