package matryoshka.graph.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;

/** Makes plans in tests and reads them. */
public final class Plans {
    public static final Budget ROOMY = new Budget(100, 100_000, 100_000_000, Budget.Overflow.EXCHANGE);
    public static final TokenSizes SIZES = new PlainSizes(0);

    private Plans() {}

    public static TokenPlan plan(ServiceGraph graph, Budget budget, String client, String... scopes) {
        return plan(graph, budget, PlanRequest.of(client, Scopes.of(scopes), Scopes.of(scopes)));
    }

    public static TokenPlan plan(ServiceGraph graph, Budget budget, PlanRequest request) {
        return value(result(graph, budget, request));
    }

    public static PlanResult<TokenPlan> result(ServiceGraph graph, Budget budget, PlanRequest request) {
        return new FitPlan(budget, SIZES, SIZES).plan(graph, request, OuterToken.forItself(request.client()));
    }

    public static <T> T value(PlanResult<T> result) {
        if (result instanceof PlanResult.Planned<T> planned) {
            return planned.value();
        }
        throw new AssertionError(result.toString());
    }

    static Scopes allScopes(ServiceGraph graph) {
        List<String> scopes = new ArrayList<>();
        for (Service service : graph.document().services().values()) {
            scopes.addAll(service.scopes().keySet());
        }
        return Scopes.of(scopes);
    }

    /** The tree as text: one line per token, outermost first. */
    static String tree(TokenPlan plan) {
        StringBuilder text = new StringBuilder();
        write(plan, plan.outer(), 0, text);
        return text.toString();
    }

    private static void write(TokenPlan plan, PlannedToken token, int level, StringBuilder text) {
        text.append("  ".repeat(level))
                .append(String.join("+", token.content().members()))
                .append(' ')
                .append(token.content().scopes().toList())
                .append(" by ")
                .append(token.content().presenter());
        token.offers().forEach(offer -> text.append(" exchange ").append(offer.callee()));
        token.cut().forEach(cut -> text.append(" cut ").append(cut.edge().callee()));
        text.append('\n');
        token.embeds().forEach(index -> write(plan, plan.leafFirst().get(index), level + 1, text));
    }

    /** Scopes and audiences of a token and of everything below it. */
    static Set<String> authority(TokenPlan plan, PlannedToken token) {
        Set<String> authority = new HashSet<>(token.content().scopes().toList());
        authority.addAll(token.content().audiences());
        token.embeds()
                .forEach(index ->
                        authority.addAll(authority(plan, plan.leafFirst().get(index))));
        return authority;
    }
}
