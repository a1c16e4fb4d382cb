package matryoshka.service.graph;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.impact.NewReach;
import matryoshka.graph.plan.Today;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.staleness.JudgePlan;
import matryoshka.graph.staleness.Standing;
import matryoshka.service.graph.Impact.PlanImpact;
import matryoshka.service.graph.Impact.Size;
import matryoshka.service.ledger.PlanUse;
import matryoshka.service.ledger.PlanUses;
import matryoshka.service.minting.PreparePlan;
import matryoshka.service.minting.Sight;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import org.jspecify.annotations.Nullable;

/** Says what a change of the graph does to the plans in use and to what clients can reach. */
public final class MeasureImpact {
    private final PlanUses planUses;
    private final Snapshots snapshots;
    private final ReadGraph readGraph;
    private final PreparePlan preparePlan;
    private final Clock clock;

    public MeasureImpact(
            PlanUses planUses, Snapshots snapshots, ReadGraph readGraph, PreparePlan preparePlan, Clock clock) {
        this.planUses = planUses;
        this.snapshots = snapshots;
        this.readGraph = readGraph;
        this.preparePlan = preparePlan;
        this.clock = clock;
    }

    Impact of(Publication.Done change) {
        Snapshot snapshot = snapshots.current();
        ServiceGraph before = readGraph.graph(change.before());
        ServiceGraph after = change.graph();
        List<PlanImpact> stale = new ArrayList<>();
        List<TokenPlan> plansBefore = new ArrayList<>();
        List<TokenPlan> plansAfter = new ArrayList<>();
        for (PlanUse use : planUses.alive(clock.instant())) {
            Today earlier = today(before, change.before().version(), snapshot, use);
            Today later = today(after, change.version(), snapshot, use);
            earlier.plan().ifPresent(plansBefore::add);
            later.plan().ifPresent(plansAfter::add);
            // What was stale before, this change has not made stale.
            Standing standing = outer(use, later);
            if (standing.stale() && !outer(use, earlier).stale()) {
                stale.add(new PlanImpact(
                        use.clientId(),
                        use.requested(),
                        standing.missing(),
                        standing.excess(),
                        standing.changed(),
                        use.latestExpiry()));
            }
        }
        List<NewReach> reach =
                NewReach.between(before, after, snapshot.clients().registeredScopes());
        return new Impact(stale, reach, largest(plansBefore), largest(plansAfter));
    }

    private Today today(ServiceGraph graph, long version, Snapshot snapshot, PlanUse use) {
        return preparePlan.today(
                new Sight(graph, version, snapshot.sealer()),
                use.plan(),
                snapshot.clients().find(use.clientId()));
    }

    private static Standing outer(PlanUse use, Today today) {
        return new JudgePlan(use.plan(), today).outer();
    }

    private static @Nullable Size largest(List<TokenPlan> plans) {
        return plans.stream()
                .max(Comparator.comparingInt(TokenPlan::bytes))
                .map(plan -> new Size(plan.bytes(), plan.tokens(), plan.depth()))
                .orElse(null);
    }
}
