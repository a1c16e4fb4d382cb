package matryoshka.graph.dot;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import matryoshka.graph.Scopes;
import matryoshka.graph.plan.CutEmbedding;
import matryoshka.graph.plan.ExchangeOffer;
import matryoshka.graph.plan.PlannedContent;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenPlan;

/** The labels in diagrams of a plan. */
final class PlanLabels {
    private PlanLabels() {}

    /** Returns the size of the plan, how much of the budget it uses, and what the budget cut. */
    static String of(TokenPlan plan) {
        String size = String.format(
                Locale.ROOT,
                "%d %s, depth %d, %d bytes: %.1f %% of the budget",
                plan.tokens(),
                plan.tokens() == 1 ? "token" : "tokens",
                plan.depth(),
                plan.bytes(),
                plan.budgetUsed() * 100);
        List<String> cut = plan.leafFirst().stream()
                .flatMap(token -> token.cut().stream())
                .map(CutEmbedding::offer)
                .map(offer -> offer.callee() + " (for " + offer.holder() + ")")
                .sorted()
                .toList();
        return cut.isEmpty() ? size : size + "\nCut by the budget: " + String.join(", ", cut);
    }

    static String of(PlannedToken token) {
        PlannedContent content = token.content();
        return String.join(
                "\n",
                String.join(" ", content.audiences()),
                scopes(content.scopes(), content.members()),
                "held by " + content.presenter(),
                token.bytes() + " bytes");
    }

    static String of(ExchangeOffer offer) {
        return offer.callee() + "\n" + scopes(offer.scopes(), List.of(offer.callee()));
    }

    /** If several services share a token, scopes keep the service name as a prefix. */
    private static String scopes(Scopes scopes, Collection<String> services) {
        return scopes.stream()
                .map(scope -> services.size() == 1
                        ? ScopeLabel.of(scope, services.iterator().next())
                        : scope)
                .collect(Collectors.joining(" "));
    }
}
