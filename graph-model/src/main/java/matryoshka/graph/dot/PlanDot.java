package matryoshka.graph.dot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import matryoshka.graph.plan.CutEmbedding;
import matryoshka.graph.plan.ExchangeOffer;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenPlan;

/**
 * A plan as DOT, from left to right: a node for each token, a solid edge to each nested one, a dashed edge to what its holder can exchange
 * it for, red if the budget cut it. The title shows how much of the budget the plan uses.
 */
public final class PlanDot {
    private PlanDot() {}

    public static String of(TokenPlan plan) {
        DotWriter dot = new DotWriter("plan")
                .attribute("rankdir", "LR")
                .attribute("label", PlanLabels.of(plan))
                .attribute("labelloc", "t")
                .defaults("node", Map.of("shape", "box"))
                .defaults("edge", Map.of("fontsize", "10"));
        for (PlannedToken token : plan.leafFirst()) {
            String id = id(token);
            dot.node(id, Map.of("label", PlanLabels.of(token)));
            for (int embedded : token.embeds()) {
                dot.edge(id, id(plan.leafFirst().get(embedded)), Map.of("style", "solid"));
            }
            exchanges(dot, id, "offer", token.offers(), Map.of());
            exchanges(
                    dot,
                    id,
                    "cut",
                    token.cut().stream().map(CutEmbedding::offer).toList(),
                    Map.of("color", "red", "fontcolor", "red", "label", "cut by the budget"));
        }
        return dot.finish();
    }

    private static void exchanges(
            DotWriter dot, String from, String kind, List<ExchangeOffer> offers, Map<String, String> edge) {
        for (int index = 0; index < offers.size(); index++) {
            String to = from + "/" + kind + index;
            dot.node(to, Map.of("style", "dashed", "label", PlanLabels.of(offers.get(index))));
            Map<String, String> attributes = new LinkedHashMap<>(edge);
            attributes.put("style", "dashed");
            dot.edge(from, to, attributes);
        }
    }

    static String id(PlannedToken token) {
        return "token" + token.content().place();
    }
}
