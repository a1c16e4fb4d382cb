package matryoshka.service.graph.publish;

import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.BuiltIn;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Violation;
import matryoshka.graph.diff.GraphDiff;
import matryoshka.graph.power.AuthorityWidening;
import matryoshka.graph.power.NameChanges;
import matryoshka.graph.power.Precedents;
import matryoshka.graph.validation.ClientInvariants;
import matryoshka.graph.validation.Violations;
import matryoshka.service.graph.versions.GraphRules;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.graph.versions.SizeRules;
import matryoshka.service.planning.minting.BudgetRule;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;

/** Decides what may be published, and by whom. This is the only place where that is decided. */
public final class AssessEdit {
    private final GraphRules rules;
    private final BudgetRule budgetRule;
    private final Snapshots snapshots;
    private final SizeRules sizeRules;

    public AssessEdit(SizeRules sizeRules, GraphRules rules, BudgetRule budgetRule, Snapshots snapshots) {
        this.sizeRules = sizeRules;
        this.rules = rules;
        this.budgetRule = budgetRule;
        this.snapshots = snapshots;
    }

    /** Returns what publishing the edit would result in if this graph were current and the publisher were permitted. */
    Assessment assess(GraphEdit edit, GraphVersion current, PublishRequest request) {
        if (!request.allows(current.version(), edit.changesSomethingIn(current.document()))) {
            return Assessment.refused(new Publication.Mismatch(current.version()));
        }
        GraphEdit.Edited edited = edit.apply(current.document());
        if (!(edited instanceof GraphEdit.To to)) {
            return Assessment.refused(new Publication.NothingThere());
        }
        List<Violation> tooMany =
                sizeRules.violations(current.document(), to.document().document());
        if (!tooMany.isEmpty()) {
            return Assessment.refused(new Publication.Invalid(tooMany));
        }
        return rules.judge(to.document())
                .fold(
                        graph -> assess(graph, current),
                        violations -> Assessment.refused(new Publication.Invalid(violations)));
    }

    private Assessment assess(ServiceGraph graph, GraphVersion current) {
        List<Violation> forClients = forClients(graph);
        if (!forClients.isEmpty()) {
            return Assessment.refused(new Publication.Invalid(forClients));
        }
        GraphDocument before = current.document();
        GraphDocument after = graph.document();
        return new Assessment(
                new Publication.Done(
                        current, current.version(), graph, GraphDiff.between(before, after), List.of(), null),
                AuthorityWidening.between(before, after),
                NameChanges.between(before, after).taken());
    }

    /**
     * Decides whether the publisher is permitted, given what names meant before. Only the owners of a service may give away authority over
     * it, or a publisher that may publish anything.
     */
    Publication permit(Assessment assessment, AdminCaller publisher, Precedents precedents) {
        if (!(assessment.publication() instanceof Publication.Done done)) {
            return assessment.publication();
        }
        List<AuthorityWidening> given = AuthorityWidening.withNames(assessment.given(), assessment.taken(), precedents);
        List<AuthorityWidening> withoutConsent = given.stream()
                .filter(power -> !publisher.has(BuiltIn.GRAPH_PUBLISH_ANY)
                        && !power.owners().contains(publisher.clientId()))
                .toList();
        return withoutConsent.isEmpty() ? done.giving(given) : new Publication.Forbidden(withoutConsent, null);
    }

    /** Returns what publishing would come to for a publisher who has every consent, with the consent that it needs. */
    Publication foresee(Assessment assessment, Precedents precedents) {
        return assessment.publication() instanceof Publication.Done done
                ? done.giving(AuthorityWidening.withNames(assessment.given(), assessment.taken(), precedents))
                : assessment.publication();
    }

    /** Returns violations that depend on the registered clients. */
    private List<Violation> forClients(ServiceGraph graph) {
        Snapshot snapshot = snapshots.current();
        List<Violation> violations = new ArrayList<>(
                ClientInvariants.violations(graph, snapshot.clients().registeredScopes()));
        violations.addAll(budgetRule.violations(snapshot, graph));
        return Violations.firstOf(violations);
    }
}
