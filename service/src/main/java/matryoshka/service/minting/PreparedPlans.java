package matryoshka.service.minting;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.service.clients.Client;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.ChainValues;

/** Remembers the plans prepared from the snapshot in use, and forgets them all with it. Thread-safe. */
public final class PreparedPlans {
    private static final int MOST_PLANS = 10_000;

    private record Chain(Origin origin, OuterToken outer) {}

    private record Generation(
            Snapshot snapshot,
            Cache<PlanRequest, PlanResult<PreparedPlan>> own,
            Cache<Chain, PlanResult<PreparedPlan>> chains) {

        static Generation of(Snapshot snapshot) {
            return new Generation(
                    snapshot,
                    Caffeine.newBuilder().maximumSize(MOST_PLANS).build(),
                    Caffeine.newBuilder().maximumSize(MOST_PLANS).build());
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
        return of(snapshot).own().get(request, asked -> preparePlan.prepare(Sight.of(snapshot), client, asked));
    }

    /**
     * The plan that a chain leads to in this snapshot.
     *
     * @param outer what the request brings
     * @param values what all its tokens will share
     */
    public PlanResult<PreparedPlan> get(Snapshot snapshot, Origin origin, OuterToken outer, ChainValues values) {
        Origin roomy = preparePlan.roomy(Sight.of(snapshot), origin, outer, values);
        Optional<Client> client = snapshot.clients().find(origin.client());
        return of(snapshot)
                .chains()
                .get(
                        new Chain(roomy, outer),
                        asked -> preparePlan.prepare(Sight.of(snapshot), roomy, client, outer, values));
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
