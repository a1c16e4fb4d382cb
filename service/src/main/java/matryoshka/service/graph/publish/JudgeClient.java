package matryoshka.service.graph.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import matryoshka.graph.Violation;
import matryoshka.graph.validation.ClientInvariants;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.registration.RegistrationRules;
import matryoshka.service.planning.minting.BudgetRule;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;

/** Checks clients against the current graph, as {@link AssessEdit} checks graphs against the current clients. */
public final class JudgeClient implements RegistrationRules {
    private final BudgetRule budgetRule;
    private final Snapshots snapshots;

    public JudgeClient(BudgetRule budgetRule, Snapshots snapshots) {
        this.budgetRule = budgetRule;
        this.snapshots = snapshots;
    }

    @Override
    public boolean hasScope(String scope) {
        return snapshots.current().graph().ownerOf(scope).isPresent();
    }

    @Override
    public List<Violation> violations(Client client) {
        Snapshot snapshot = snapshots.current();
        List<Violation> violations = new ArrayList<>();
        ClientInvariants.violations(
                        snapshot.graph(), Map.of(client.id(), client.metadata().scopes()))
                .forEach(broken -> violations.add(new Violation("/scope", broken.rule(), broken.message())));
        violations.addAll(budgetRule.violations(snapshot, client));
        return violations;
    }
}
