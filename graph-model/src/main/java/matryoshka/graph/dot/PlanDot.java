package matryoshka.graph.dot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import matryoshka.graph.plan.CutEmbedding;
import matryoshka.graph.plan.ExchangeOffer;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenContent;
import matryoshka.graph.plan.TokenPlan;

/**
 * A plan as DOT: a node per token, a solid edge to each nested one, a dashed edge to what is to be had by exchange, red where the
 * budget cut it.
 */
public final class PlanDot {
    private PlanDot() {}

    public static String of(TokenPlan plan) {
        DotWriter dot = new DotWriter("plan").defaults("node", Map.of("shape", "box"));
        for (PlannedToken token : plan.leafFirst()) {
            String id = id(token);
            dot.node(id, Map.of("label", label(token)));
            for (int embedded : token.embeds()) {
                dot.edge(id, id(plan.leafFirst().get(embedded)), Map.of("style", "solid"));
            }
            exchanges(dot, id, "offer", token.offers(), "");
            exchanges(
                    dot,
                    id,
                    "cut",
                    token.cut().stream().map(CutEmbedding::offer).toList(),
                    "red");
        }
        return dot.finish();
    }

    private static void exchanges(DotWriter dot, String from, String kind, List<ExchangeOffer> offers, String color) {
        for (int index = 0; index < offers.size(); index++) {
            ExchangeOffer offer = offers.get(index);
            String to = from + "/" + kind + index;
            dot.node(to, Map.of("style", "dashed", "label", label(offer)));
            Map<String, String> attributes = new LinkedHashMap<>(Map.of("style", "dashed"));
            if (!color.isEmpty()) {
                attributes.put("color", color);
            }
            dot.edge(from, to, attributes);
        }
    }

    static String id(PlannedToken token) {
        return "token" + token.content().place();
    }

    static String label(ExchangeOffer offer) {
        return offer.callee() + "\n" + String.join(" ", offer.scopes());
    }

    static String label(PlannedToken token) {
        TokenContent content = token.content();
        return String.join(
                "\n",
                String.join(" ", content.audiences()),
                String.join(" ", content.scopes()),
                "held by " + content.presenter(),
                token.bytes() + " bytes");
    }
}
