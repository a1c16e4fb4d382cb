package matryoshka.service.graph.publish;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.impact.NewReach;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.staleness.Footprint;
import matryoshka.graph.staleness.Staleness;
import matryoshka.graph.staleness.StalenessEvaluator;
import matryoshka.service.clients.Client;
import matryoshka.service.graph.publish.Impact.PlanImpact;
import matryoshka.service.graph.publish.Impact.Size;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.planning.ledger.KeptPlan;
import matryoshka.service.planning.ledger.KeptPlans;
import matryoshka.service.planning.minting.Planners;
import matryoshka.service.planning.minting.PlanningBasis;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import org.jspecify.annotations.Nullable;

/**
 * Measures the impact of a graph change on plans in use and on what clients can reach. Examines only what the change may affect, and only
 * for a bounded time. If there is not enough time or room, the impact is marked partial.
 */
public final class MeasureImpact {
    private static final Comparator<PlanImpact> BY_CLIENT = Comparator.comparing(PlanImpact::clientId)
            .thenComparing(plan -> plan.requested().toString())
            .thenComparing(PlanImpact::aliveUntil);

    private final KeptPlans plans;
    private final Snapshots snapshots;
    private final Function<GraphVersion, ServiceGraph> graphs;
    private final Planners planners;
    private final ImpactBounds bounds;

    /** @param graphs returns the graph of a current or earlier document */
    public MeasureImpact(
            KeptPlans plans,
            Snapshots snapshots,
            Function<GraphVersion, ServiceGraph> graphs,
            Planners planners,
            ImpactBounds bounds) {
        this.plans = plans;
        this.snapshots = snapshots;
        this.graphs = graphs;
        this.planners = planners;
        this.bounds = bounds;
    }

    Impact of(Publication.Done change) {
        long start = System.nanoTime();
        Measure measure = new Measure(snapshots.current(), graphs.apply(change.before()), change);
        // Plans get half of the time, so that some is left for reach.
        measure.plans(start + bounds.time().toNanos() / 2);
        measure.reach(start + bounds.time().toNanos());
        return measure.impact();
    }

    /** One measurement. */
    private final class Measure {
        private final Snapshot snapshot;
        private final ServiceGraph before;
        private final Publication.Done change;
        private final List<PlanImpact> stale = new ArrayList<>();
        private final List<NewReach> reach = new ArrayList<>();
        private @Nullable Size largestBefore;
        private @Nullable Size largestAfter;
        private boolean isPartial;

        Measure(Snapshot snapshot, ServiceGraph before, Publication.Done change) {
            this.snapshot = snapshot;
            this.before = before;
            this.change = change;
        }

        void plans(long deadline) {
            Footprint footprint =
                    Footprint.between(change.before().document(), change.graph().document());
            Long position = KeptPlans.BEGINNING;
            while (position != null && isWithin(stale.size(), deadline)) {
                KeptPlans.Page page = plans.meeting(footprint, position);
                page.plans().stream()
                        .filter(KeptPlans.Found::isLiving)
                        .takeWhile(found -> isWithin(stale.size(), deadline))
                        .forEach(found -> plan(found.plan()));
                position = page.next();
            }
        }

        private boolean isWithin(int entries, long deadline) {
            boolean isWithin = entries < bounds.entries() && System.nanoTime() < deadline;
            isPartial |= !isWithin;
            return isWithin;
        }

        private void plan(KeptPlan plan) {
            ReplannedOrigin earlier = today(before, change.before().version(), plan);
            ReplannedOrigin later = today(change.graph(), change.version(), plan);
            largestBefore = larger(largestBefore, earlier);
            largestAfter = larger(largestAfter, later);
            // This change did not make stale what was stale before.
            Staleness standing = outer(plan, later);
            if (standing.stale() && !outer(plan, earlier).stale()) {
                stale.add(new PlanImpact(
                        plan.clientId(),
                        plan.requested(),
                        standing.missing(),
                        standing.excess(),
                        standing.changed(),
                        plan.latestExpiry()));
            }
        }

        void reach(long deadline) {
            NewReach.Search search = NewReach.between(before, change.graph());
            for (Map.Entry<String, Scopes> client :
                    snapshot.clients().registeredScopes().entrySet()) {
                if (!isWithin(reach.size(), deadline)) {
                    return;
                }
                reach.addAll(search.of(client.getKey(), client.getValue()));
            }
        }

        Impact impact() {
            stale.sort(BY_CLIENT);
            List<NewReach> told = reach.subList(0, Math.min(reach.size(), bounds.entries()));
            return new Impact(stale, told, largestBefore, largestAfter, isPartial || told.size() < reach.size());
        }

        private ReplannedOrigin today(ServiceGraph graph, long version, KeptPlan plan) {
            Optional<Client> origin = snapshot.clients().find(plan.clientId());
            return planners.today(origin)
                    .today(new PlanningBasis(graph, version, snapshot.sealer()), plan.plan(), origin);
        }
    }

    private static Staleness outer(KeptPlan plan, ReplannedOrigin today) {
        return new StalenessEvaluator(plan.plan(), today).outer();
    }

    private static @Nullable Size larger(@Nullable Size largest, ReplannedOrigin today) {
        TokenPlan plan = today.plan().orElse(null);
        return plan == null || (largest != null && largest.bytes() >= plan.bytes())
                ? largest
                : new Size(plan.bytes(), plan.tokens(), plan.depth());
    }
}
