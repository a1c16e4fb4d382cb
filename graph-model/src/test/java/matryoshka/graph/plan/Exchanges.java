package matryoshka.graph.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Exchange.Given;
import matryoshka.graph.plan.Exchange.Wish;
import org.jspecify.annotations.Nullable;

/** Exchanges in one graph, for a client that has registered all scopes of it. */
record Exchanges(ServiceGraph graph, Registration registration) {

    static Exchanges in(ServiceGraph graph) {
        return new Exchanges(graph, Registration.of(Plans.allScopes(graph)));
    }

    /** The same for a client that has registered claims as well. */
    Exchanges claiming(Map<String, Object> claims) {
        return new Exchanges(graph, new Registration(registered(), new TreeMap<>(claims)));
    }

    Scopes registered() {
        return registration.scopes();
    }

    static Exchanges in(GraphBuilder graph) {
        return in(graph.valid());
    }

    static Wish renewal(String service) {
        return wish(service, List.of(), null);
    }

    static Wish wish(String service, List<String> targets, @Nullable List<String> scopes) {
        return new Wish(service, Sorted.set(targets), scopes == null ? null : Scopes.of(scopes));
    }

    /** The outer token of a plan is exchanged. */
    PlanResult<Given> give(TokenPlan plan, Wish wish) {
        return give(plan, TokenPath.OUTER, wish);
    }

    /** The token of a plan at the end of a way is exchanged. */
    PlanResult<Given> give(TokenPlan plan, TokenPath way, Wish wish) {
        Scopes scopes = plan.at(way).orElseThrow().content().scopes();
        return new Exchange(graph, registration).give(new Subject(plan.origin(), way, scopes), wish);
    }

    PlanRefusal refusal(TokenPlan plan, Wish wish) {
        if (give(plan, wish) instanceof PlanResult.Refused<Given> refused) {
            return refused.reason();
        }
        throw new AssertionError(give(plan, wish).toString());
    }

    TokenPlan exchanged(TokenPlan plan, Wish wish) {
        return exchanged(plan, TokenPath.OUTER, wish);
    }

    TokenPlan exchanged(TokenPlan plan, TokenPath way, Wish wish) {
        return plan(Plans.value(give(plan, way, wish)).origin());
    }

    /** What a chain leads to here. */
    TokenPlan plan(Origin origin) {
        return Plans.value(result(origin));
    }

    PlanResult<TokenPlan> result(Origin origin) {
        return new FitPlan(Plans.ROOMY, Plans.SIZES, Plans.SIZES)
                .plan(graph, origin, registration, OuterToken.forItself(origin.client()));
    }
}
