package matryoshka.service.minting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.service.clients.Client;
import matryoshka.service.snapshot.Snapshot;

/** Remembers the plans prepared from the snapshot in use, and forgets them all with it. Thread-safe. */
public final class PreparedPlans {
    private static final int MOST_PLANS = 10_000;

    private record Generation(Snapshot snapshot, Cache<PlanRequest, PlanResult<PreparedPlan>> plans) {
        static Generation of(Snapshot snapshot) {
            return new Generation(
                    snapshot, Caffeine.newBuilder().maximumSize(MOST_PLANS).build());
        }
    }

    private final PreparePlan preparePlan;
    private volatile Generation generation;

    public PreparedPlans(PreparePlan preparePlan, Snapshot first) {
        this.preparePlan = preparePlan;
        this.generation = Generation.of(first);
    }

    /** The plan of a client of this snapshot for itself. */
    public PlanResult<PreparedPlan> get(Snapshot snapshot, Client client, PlanRequest request) {
        return of(snapshot).plans().get(request, asked -> preparePlan.prepare(snapshot, client, asked));
    }

    private Generation of(Snapshot snapshot) {
        Generation known = generation;
        if (!known.snapshot().equals(snapshot)) {
            // Two threads may both do this; the plans of one of them are then made once more, no more than that.
            known = Generation.of(snapshot);
            generation = known;
        }
        return known;
    }
}
