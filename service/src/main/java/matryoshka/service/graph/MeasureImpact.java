package matryoshka.service.graph;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.impact.Authority;
import matryoshka.graph.impact.AuthorityChange;
import matryoshka.graph.impact.NewReach;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.clients.Client;
import matryoshka.service.graph.Impact.PlanImpact;
import matryoshka.service.graph.Impact.Size;
import matryoshka.service.ledger.PlanUse;
import matryoshka.service.ledger.PlanUses;
import matryoshka.service.minting.PreparePlan;
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
            Optional<TokenPlan> earlier = plan(before, change.before().version(), snapshot, use);
            Optional<TokenPlan> later = plan(after, change.version(), snapshot, use);
            earlier.ifPresent(plansBefore::add);
            later.ifPresent(plansAfter::add);
            if (isPlanOf(use, earlier) && !isPlanOf(use, later)) {
                AuthorityChange authority =
                        AuthorityChange.between(authority(before, earlier), authority(after, later));
                stale.add(new PlanImpact(
                        use.clientId(), use.requested(), authority.missing(), authority.excess(), use.latestExpiry()));
            }
        }
        List<NewReach> reach =
                NewReach.between(before, after, snapshot.clients().registeredScopes());
        return new Impact(stale, reach, largest(plansBefore), largest(plansAfter));
    }

    /** Whether this is what the tokens in use were minted from; if it was not before, the change is not what made them stale. */
    private static boolean isPlanOf(PlanUse use, Optional<TokenPlan> plan) {
        return plan.filter(found -> found.outer().id().equals(use.id())).isPresent();
    }

    private static Authority authority(ServiceGraph graph, Optional<TokenPlan> plan) {
        return plan.map(found -> Authority.of(graph, found)).orElse(Authority.NONE);
    }

    private Optional<TokenPlan> plan(ServiceGraph graph, long version, Snapshot snapshot, PlanUse use) {
        Optional<Client> client = snapshot.clients().find(use.clientId());
        if (client.isEmpty()) {
            return Optional.empty();
        }
        PlanRequest request = PlanRequest.of(use.clientId(), use.requested(), use.requested());
        PlanResult<TokenPlan> result = preparePlan.plan(graph, version, snapshot.sealer(), client.get(), request);
        return result instanceof PlanResult.Planned<TokenPlan> planned
                ? Optional.of(planned.value())
                : Optional.empty();
    }

    private static @Nullable Size largest(List<TokenPlan> plans) {
        return plans.stream()
                .max(Comparator.comparingInt(TokenPlan::bytes))
                .map(plan -> new Size(plan.bytes(), plan.tokens(), plan.depth()))
                .orElse(null);
    }
}
