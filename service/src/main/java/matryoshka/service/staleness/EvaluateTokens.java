package matryoshka.service.staleness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import matryoshka.graph.plan.Registration;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.staleness.Footprint;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.graph.staleness.Staleness;
import matryoshka.graph.staleness.StalenessEvaluator;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.ledger.KeptPlan;
import matryoshka.service.planning.ledger.KeptPlans;
import matryoshka.service.planning.ledger.PlanLedger;
import matryoshka.service.planning.minting.Encryption;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.Planners;
import matryoshka.service.planning.minting.PlanningBasis;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.platform.caches.Weighed;
import matryoshka.service.platform.caches.WeighedCache;
import matryoshka.service.platform.caches.Weight;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.VerifiedToken;

/**
 * Evaluates tokens by the plans they were minted from. Keeps each evaluation until something that it depends on changes, so a change of the
 * graph costs only the plans that it affects. Thread-safe.
 */
public final class EvaluateTokens {
    /** The number of plans read in one query. */
    private static final int READ_AT_ONCE = 200;

    private final PlanLedger ledger;
    private final KeptPlans plans;
    private final RecordedJudgements recorded;
    private final Planners planners;
    private final GraphHistory history;
    private final WeighedCache<String, Judged> judgements;

    public EvaluateTokens(PlanLedger ledger, KeptPlans plans, Planners planners, Snapshot first, CacheMemory memory) {
        this.ledger = ledger;
        this.plans = plans;
        this.recorded = new RecordedJudgements(plans);
        this.planners = planners;
        this.history = new GraphHistory(first, memory);
        this.judgements = memory.cache(CacheShare.JUDGEMENTS);
    }

    /**
     * A token's plan and the token's staleness.
     *
     * @param kept the plan
     * @param index the token's place among the plan's nodes
     */
    public record Found(KeptPlan kept, int index, Staleness standing) {}

    /**
     * The staleness of the tokens of a plan.
     *
     * @param standings in the order of the plan's nodes, for tokens from which no condition kept anything out
     * @param footprint the parts of the graph that the result depends on
     */
    public record Judgement(List<Staleness> standings, Footprint footprint) {
        public Judgement {
            standings = List.copyOf(standings);
        }
    }

    private record Judged(long version, Registration client, Judgement judgement) implements Weighed {
        @Override
        public long weight() {
            return Weight.of(client) + JudgementWeight.of(judgement);
        }
    }

    /**
     * Returns the staleness of the token of a plan node.
     *
     * @return empty if no such node is known: no token was ever minted from it, or all of its tokens expired long ago
     */
    private Optional<Found> find(Snapshot snapshot, String planNodeId) {
        return ledger.withNode(planNodeId)
                .flatMap(kept -> kept.plan()
                        .indexOf(planNodeId)
                        .map(index -> new Found(
                                kept,
                                index,
                                judgement(snapshot, kept).standings().get(index))));
    }

    /**
     * Returns the staleness of a token. Whatever was kept out of the token when it was minted does not count as held.
     *
     * @return empty if its plan node is unknown: all tokens of the node expired long ago
     */
    public Optional<Found> find(Snapshot snapshot, VerifiedToken token) {
        return find(snapshot, token.planId())
                .map(found -> found.standing().stale() ? byWhatIsIn(token, snapshot, found) : found);
    }

    private Found byWhatIsIn(VerifiedToken token, Snapshot snapshot, Found found) {
        MintedPlan plan = found.kept().plan();
        MintedPlan.Node node = plan.nodes().get(found.index());
        Set<String> held = HeldNodes.of(plan, token);
        boolean whole = plan.nodes().stream()
                .filter(other -> other.level().isAtOrBelow(node.level().path()))
                .allMatch(other -> held.contains(other.id()));
        // A differing condition alone does not make this token stale: the token met the conditions when it was minted.
        boolean certain =
                plan.conditions().isEmpty() || found.standing().changed().isEmpty();
        return whole && certain
                ? found
                : new Found(
                        found.kept(),
                        found.index(),
                        new StalenessEvaluator(plan, today(snapshot, found.kept()))
                                .standing(node, other -> held.contains(other.id())));
    }

    /** Replans the origin of a plan in the current graph. */
    public ReplannedOrigin today(Snapshot snapshot, KeptPlan kept) {
        Optional<Client> origin = snapshot.clients().find(kept.clientId());
        return planners.today(origin).today(PlanningBasis.of(snapshot), kept.plan(), origin);
    }

    /** Returns what is encrypted in the current graph. */
    public Encryption encryption(Snapshot snapshot) {
        return planners.outside().encryption(snapshot.graph());
    }

    /** Returns the staleness of all tokens of a plan. */
    public Judgement judgement(Snapshot snapshot, KeptPlan kept) {
        return known(snapshot, kept.id(), kept.clientId()).orElseGet(() -> judged(snapshot, kept));
    }

    /** Returns the staleness of the tokens of many plans, by plan id. Reads only the plans that must be evaluated again. */
    public Map<String, Judgement> judgements(Snapshot snapshot, Collection<KeptPlans.Place> places) {
        Map<String, Judgement> found = new HashMap<>();
        List<KeptPlans.Place> unknown = new ArrayList<>();
        for (KeptPlans.Place place : places) {
            known(snapshot, place.id(), place.clientId())
                    .ifPresentOrElse(known -> found.put(place.id(), known), () -> unknown.add(place));
        }
        for (int start = 0; start < unknown.size(); start += READ_AT_ONCE) {
            List<KeptPlans.Place> some = unknown.subList(start, Math.min(start + READ_AT_ONCE, unknown.size()));
            recorded.of(snapshot, some).forEach((place, judgement) -> {
                keep(snapshot, place.id(), place.clientId(), judgement);
                found.put(place.id(), judgement);
            });
            plans.of(some.stream()
                            .map(KeptPlans.Place::id)
                            .filter(id -> !found.containsKey(id))
                            .toList())
                    .forEach(kept -> found.put(kept.id(), judged(snapshot, kept)));
        }
        return found;
    }

    /** Returns an earlier evaluation if nothing that it depends on has changed. */
    private Optional<Judgement> known(Snapshot snapshot, String planId, String clientId) {
        Judged judged = judgements.find(planId).orElse(null);
        if (judged == null || !holds(judged, snapshot, clientId)) {
            return Optional.empty();
        }
        if (judged.version() < snapshot.version()) {
            judgements.put(planId, new Judged(snapshot.version(), judged.client(), judged.judgement()));
        }
        return Optional.of(judged.judgement());
    }

    private boolean holds(Judged judged, Snapshot snapshot, String clientId) {
        return Planner.registration(snapshot.clients().find(clientId)).equals(judged.client())
                && (judged.version() == snapshot.version()
                        || history.between(judged.version(), snapshot)
                                .filter(change ->
                                        !change.meets(judged.judgement().footprint()))
                                .isPresent());
    }

    private Judgement judged(Snapshot snapshot, KeptPlan kept) {
        ReplannedOrigin today = today(snapshot, kept);
        // The order matters: the evaluation also looks at services, which the footprint must include.
        List<Staleness> standings = new StalenessEvaluator(kept.plan(), today).standings();
        Judgement judgement = new Judgement(standings, Footprint.of(kept.plan().origin(), today.read()));
        keep(snapshot, kept.id(), kept.clientId(), judgement);
        return judgement;
    }

    private void keep(Snapshot snapshot, String planId, String clientId, Judgement judgement) {
        Registration registered = Planner.registration(snapshot.clients().find(clientId));
        judgements.put(planId, new Judged(snapshot.version(), registered, judgement));
    }
}
