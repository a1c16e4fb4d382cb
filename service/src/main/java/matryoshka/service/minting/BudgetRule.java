package matryoshka.service.minting;

import java.util.ArrayList;
import java.util.List;
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
 * Where plans over the budget are rejected, a graph is only valid if no registered client could ask for one. More scopes never give
 * less, so the widest request of a client in each security context tells of all others.
 */
public final class BudgetRule {
    private final Budget budget;
    private final PreparePlan preparePlan;

    public BudgetRule(Budget budget, PreparePlan preparePlan) {
        this.budget = budget;
        this.preparePlan = preparePlan;
    }

    /** One violation for each client that could ask for too much. */
    public List<Violation> violations(Snapshot snapshot, ServiceGraph graph) {
        List<Violation> violations = new ArrayList<>();
        if (budget.overflow() == Budget.Overflow.REJECT) {
            for (Client client : snapshot.clients().all().values()) {
                for (PlanRequest widest :
                        PlanRequest.widest(graph, client.id(), client.metadata().scopes())) {
                    PlanResult<TokenPlan> result =
                            preparePlan.plan(graph, snapshot.version(), snapshot.sealer(), client, widest);
                    if (result instanceof PlanResult.Refused<TokenPlan> refused
                            && refused.reason() == PlanRefusal.OVER_BUDGET) {
                        violations.add(new Violation(
                                "/dependencies",
                                "over-budget",
                                "The client \"%s\" could ask for %s. %s"
                                        .formatted(client.id(), widest.requested(), refused.detail())));
                    }
                }
            }
        }
        return List.copyOf(violations);
    }
}
