package matryoshka.service.graph;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.plan.AuthorityChange;
import matryoshka.graph.plan.NewReach;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.clients.Client;
import matryoshka.service.graph.Impact.NewlyReached;
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
            impact(use, earlier, later).ifPresent(stale::add);
        }
        return new Impact(stale, newReach(snapshot, before, after), largest(plansBefore), largest(plansAfter));
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

    /** A plan that was stale already, or is of a client that is gone, is none of this change's doing. */
    private static Optional<PlanImpact> impact(PlanUse use, Optional<TokenPlan> earlier, Optional<TokenPlan> later) {
        boolean wasFresh = earlier.filter(plan -> plan.outer().id().equals(use.id())).isPresent();
        boolean isFresh = later.filter(plan -> plan.outer().id().equals(use.id())).isPresent();
        if (!wasFresh || isFresh) {
            return Optional.empty();
        }
        AuthorityChange change = AuthorityChange.between(earlier, later);
        return Optional.of(new PlanImpact(
                use.clientId(), use.requested(), change.missing(), change.excess(), use.latestExpiry()));
    }

    private static List<NewlyReached> newReach(Snapshot snapshot, ServiceGraph before, ServiceGraph after) {
        List<NewlyReached> reached = new ArrayList<>();
        for (Map.Entry<String, Client> client : snapshot.clients().all().entrySet()) {
            SortedSet<String> scopes = NewReach.between(
                    before, after, client.getKey(), client.getValue().metadata().scopes());
            if (!scopes.isEmpty()) {
                reached.add(new NewlyReached(client.getKey(), scopes));
            }
        }
        return reached;
    }

    private static @Nullable Size largest(List<TokenPlan> plans) {
        return plans.stream()
                .max(Comparator.comparingInt(TokenPlan::bytes))
                .map(plan -> new Size(plan.bytes(), plan.tokens(), plan.depth()))
                .orElse(null);
    }
}
