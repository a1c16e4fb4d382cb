package matryoshka.service.planning.minting;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import matryoshka.graph.Scopes;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.service.clients.Client;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.platform.caches.WeighedCache;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.ChainValues;
import org.jspecify.annotations.Nullable;

/**
 * Caches the plans compiled from the current snapshot, and drops them all with it. Does not cache refusals, since there is no end to what
 * can be refused. Thread-safe.
 */
public final class PlanCache {
    private sealed interface Key {}

    /** A client's registration does not change within a snapshot, so it is not part of the key. */
    private record Own(String client, @Nullable Scopes requested, List<String> targets) implements Key {}

    private record Begun(Own request, SortedSet<String> claims, int reservedBytes, OuterToken outer) implements Key {}

    private record Chain(Origin origin, OuterToken outer) implements Key {}

    private record Generation(Snapshot snapshot, WeighedCache<Key, CompiledPlan> plans) {}

    private final Planner planner;
    private final CacheMemory memory;
    private final CacheShare share;
    private volatile Generation generation;

    public PlanCache(Planner planner, Snapshot first, CacheMemory memory) {
        this(planner, first, memory, CacheShare.PLANS);
    }

    /** @param share the memory that it may use */
    public PlanCache(Planner planner, Snapshot first, CacheMemory memory, CacheShare share) {
        this.share = share;
        this.planner = planner;
        this.memory = memory;
        this.generation = generation(first);
    }

    /** Returns the plan of a client of this snapshot for itself. */
    public PlanResult<CompiledPlan> get(Snapshot snapshot, Client client, PlanRequest request) {
        return get(snapshot, own(request), () -> planner.prepare(PlanningBasis.of(snapshot), client, request));
    }

    /**
     * Returns the plan of a chain that a client of this snapshot begins for a user.
     *
     * @param outer the data of the request
     * @param values what all its tokens will share
     */
    public PlanResult<CompiledPlan> get(
            Snapshot snapshot, Client client, PlanRequest request, OuterToken outer, ChainValues values) {
        PlanningBasis basis = PlanningBasis.of(snapshot);
        int reserve = planner.reserve(basis, client.id(), outer, values);
        return get(
                snapshot,
                new Begun(own(request), request.claims(), reserve, outer),
                () -> planner.prepare(basis, client, request.with(reserve), outer, values));
    }

    private static Own own(PlanRequest request) {
        return new Own(request.client(), request.requested(), request.targets());
    }

    /**
     * Returns the plan that a chain leads to in this snapshot.
     *
     * @param outer the data of the request
     * @param values what all its tokens will share
     */
    public PlanResult<CompiledPlan> get(Snapshot snapshot, Origin origin, OuterToken outer, ChainValues values) {
        PlanningBasis basis = PlanningBasis.of(snapshot);
        Origin reserved = origin.with(planner.reserve(basis, origin.client(), outer, values));
        Optional<Client> client = snapshot.clients().find(origin.client());
        return get(snapshot, new Chain(reserved, outer), () -> planner.prepare(basis, reserved, client, outer, values));
    }

    private PlanResult<CompiledPlan> get(Snapshot snapshot, Key key, Supplier<PlanResult<CompiledPlan>> prepare) {
        AtomicReference<PlanResult<CompiledPlan>> made = new AtomicReference<>();
        Optional<CompiledPlan> plan = of(snapshot).plans().get(key, absent -> {
            PlanResult<CompiledPlan> result = prepare.get();
            made.set(result);
            return result.toOptional();
        });
        return plan.<PlanResult<CompiledPlan>>map(Planned::new).orElseGet(made::get);
    }

    private Generation of(Snapshot snapshot) {
        Generation known = generation;
        if (!known.snapshot().equals(snapshot)) {
            // Two threads may both do this; then the plans of one of them are made again, no more.
            known = generation(snapshot);
            generation = known;
        }
        return known;
    }

    private Generation generation(Snapshot snapshot) {
        return new Generation(snapshot, memory.cache(share));
    }
}
