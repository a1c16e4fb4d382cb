package matryoshka.service.graph;

import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.ClientInvariants;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Violation;
import matryoshka.graph.diff.GraphDiff;
import matryoshka.graph.power.PowerGiven;
import matryoshka.service.access.AdminCaller;
import matryoshka.service.minting.BudgetRule;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;

/** Judges a wish to change the graph: the one place where it is decided what may be published, and by whom. */
public final class AssessEdit {
    private final GraphRules rules;
    private final BudgetRule budgetRule;
    private final Snapshots snapshots;

    public AssessEdit(GraphRules rules, BudgetRule budgetRule, Snapshots snapshots) {
        this.rules = rules;
        this.budgetRule = budgetRule;
        this.snapshots = snapshots;
    }

    /** What publishing would come to, were this graph the current one. */
    Publication assess(GraphEdit edit, VersionedDocument current, PublishRequest request) {
        if (!request.replaces(current.version())) {
            return new Publication.Mismatch(current.version());
        }
        GraphEdit.Edited edited = edit.apply(current.document());
        if (!(edited instanceof GraphEdit.To to)) {
            return new Publication.NothingThere();
        }
        ServiceGraph.Validated validated = rules.judge(to.document());
        if (validated instanceof ServiceGraph.Invalid invalid) {
            return new Publication.Invalid(invalid.violations());
        }
        ServiceGraph graph = ((ServiceGraph.Valid) validated).graph();
        List<Violation> forClients = forClients(graph);
        if (!forClients.isEmpty()) {
            return new Publication.Invalid(forClients);
        }
        List<PowerGiven> withoutConsent = withoutConsent(current.document(), graph.document(), request.publisher());
        return withoutConsent.isEmpty()
                ? new Publication.Done(
                        current,
                        current.version(),
                        graph,
                        GraphDiff.between(current.document(), graph.document()),
                        null)
                : new Publication.Forbidden(withoutConsent);
    }

    /** What only shows with the clients that are registered. */
    private List<Violation> forClients(ServiceGraph graph) {
        Snapshot snapshot = snapshots.current();
        List<Violation> violations = new ArrayList<>(
                ClientInvariants.violations(graph, snapshot.clients().registeredScopes()));
        violations.addAll(budgetRule.violations(snapshot, graph));
        return violations;
    }

    /** Power at a service is its owners' to give, or that of who may publish anything. */
    private static List<PowerGiven> withoutConsent(GraphDocument before, GraphDocument after, AdminCaller publisher) {
        if (publisher.has(BuiltIn.GRAPH_PUBLISH_ANY)) {
            return List.of();
        }
        return PowerGiven.between(before, after).stream()
                .filter(given -> !given.owners().contains(publisher.clientId()))
                .toList();
    }
}
