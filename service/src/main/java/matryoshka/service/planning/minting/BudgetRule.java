package matryoshka.service.planning.minting;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Violation;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.clients.Client;
import matryoshka.service.snapshot.Snapshot;

/**
 * If plans over the budget are rejected, a graph is valid only if no registered client could request one. More scopes never give less, so
 * it suffices to check each client's widest request in each security context.
 */
public final class BudgetRule {
    private static final String RULE = "over-budget";

    private final Planners planners;

    public BudgetRule(Planners planners) {
        this.planners = planners;
    }

    /** Returns one violation for each client that could request too much. */
    public List<Violation> violations(Snapshot snapshot, ServiceGraph graph) {
        return snapshot.clients().all().values().stream()
                .flatMap(client -> excesses(snapshot, graph, client))
                .map(sentence -> new Violation("/dependencies", RULE, sentence))
                .toList();
    }

    /** Returns the violations for one client, of its registration at {@code scope}. */
    public List<Violation> violations(Snapshot snapshot, Client client) {
        return excesses(snapshot, snapshot.graph(), client)
                .map(sentence -> new Violation("/scope", RULE, sentence))
                .toList();
    }

    private Stream<String> excesses(Snapshot snapshot, ServiceGraph graph, Client client) {
        return planners.of(client).budget().overflow() == Budget.Overflow.REJECT
                ? graph.byContext(client.metadata().scopes()).values().stream()
                        .flatMap(widest -> excess(snapshot, graph, client, widest).stream())
                : Stream.empty();
    }

    private Optional<String> excess(Snapshot snapshot, ServiceGraph graph, Client client, Scopes widest) {
        PlanRequest request = PlanRequest.of(client.id(), client.metadata().scopes(), widest);
        PlanResult<TokenPlan> result = planners.of(client)
                .plan(new PlanningBasis(graph, snapshot.version(), snapshot.sealer()), client, request);
        return result instanceof PlanResult.Refused<TokenPlan> refused && refused.reason() == PlanRefusal.OVER_BUDGET
                ? Optional.of("The client \"%s\" could request %s. %s"
                        .formatted(client.id(), widest.toList(), refused.detail()))
                : Optional.empty();
    }
}
