package matryoshka.service.staleness;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import matryoshka.graph.plan.Registration;
import matryoshka.graph.plan.Today;
import matryoshka.graph.staleness.JudgePlan;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.graph.staleness.Standing;
import matryoshka.service.caches.CacheMemory;
import matryoshka.service.caches.CacheShare;
import matryoshka.service.caches.WeighedCache;
import matryoshka.service.ledger.PlanLedger;
import matryoshka.service.ledger.PlanUse;
import matryoshka.service.minting.PreparePlan;
import matryoshka.service.minting.Sight;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.VerifiedToken;

/**
 * Judges tokens by the plans they were minted from. A judgement is kept as long as nothing that it was made by has changed: a change of
 * the graph costs only the plans it touches. Thread-safe.
 */
public final class JudgeTokens {
    private final PlanLedger ledger;
    private final PreparePlan preparePlan;
    private final GraphHistory history;
    private final WeighedCache<String, Judged> judgements;

    public JudgeTokens(PlanLedger ledger, PreparePlan preparePlan, Snapshot first, CacheMemory memory) {
        this.ledger = ledger;
        this.preparePlan = preparePlan;
        this.history = new GraphHistory(first, memory);
        this.judgements = memory.cache(CacheShare.JUDGEMENTS);
    }

    /**
     * A token's plan and how it stands.
     *
     * @param use the plan
     * @param index the token's place among the plan's nodes
     */
    public record Found(PlanUse use, int index, Standing standing) {}

    private record Judged(long version, Registration client, Set<String> read, List<Standing> standings) {}

    /**
     * How the token of a plan node stands.
     *
     * @return empty when nobody knows such a node: no token was ever minted from it, or all of them expired long ago
     */
    private Optional<Found> find(Snapshot snapshot, String planNodeId) {
        return ledger.withNode(planNodeId)
                .flatMap(use -> use.plan()
                        .indexOf(planNodeId)
                        .map(index ->
                                new Found(use, index, standings(snapshot, use).get(index))));
    }

    /**
     * How a token stands: what was kept out of it when it was minted, it does not hold.
     *
     * @return empty when nobody knows its plan node: all its tokens expired long ago
     */
    public Optional<Found> find(Snapshot snapshot, VerifiedToken token) {
        return find(snapshot, token.planId())
                .map(found -> found.standing().stale() ? byWhatIsIn(token, snapshot, found) : found);
    }

    private Found byWhatIsIn(VerifiedToken token, Snapshot snapshot, Found found) {
        MintedPlan plan = found.use().plan();
        MintedPlan.Node node = plan.nodes().get(found.index());
        Set<String> held = HeldNodes.of(plan, token);
        boolean whole = plan.nodes().stream()
                .filter(other -> other.level().isAtOrBelow(node.level().way()))
                .allMatch(other -> held.contains(other.id()));
        // Conditions can differ, and the token be what it would be again: it has met them.
        boolean certain =
                plan.conditions().isEmpty() || found.standing().changed().isEmpty();
        return whole && certain
                ? found
                : new Found(
                        found.use(),
                        found.index(),
                        new JudgePlan(plan, today(snapshot, found.use()))
                                .standing(node, other -> held.contains(other.id())));
    }

    /** What a plan's origin leads to now. */
    public Today today(Snapshot snapshot, PlanUse use) {
        return preparePlan.today(
                Sight.of(snapshot), use.plan(), snapshot.clients().find(use.clientId()));
    }

    /** How each token of a plan stands, in the order of its nodes, if no condition kept any back. */
    public List<Standing> standings(Snapshot snapshot, PlanUse use) {
        Registration registered = PreparePlan.registration(snapshot.clients().find(use.clientId()));
        Judged judged = judgements.find(use.id()).orElse(null);
        if (judged == null || !holds(judged, snapshot, registered, use)) {
            judged = judge(snapshot, registered, use);
            judgements.put(use.id(), judged);
        } else if (judged.version() < snapshot.version()) {
            judgements.put(use.id(), new Judged(snapshot.version(), registered, judged.read(), judged.standings()));
        }
        return judged.standings();
    }

    private boolean holds(Judged judged, Snapshot snapshot, Registration client, PlanUse use) {
        return client.equals(judged.client())
                && (judged.version() == snapshot.version()
                        || history.between(judged.version(), snapshot)
                                .filter(touched -> !touched.concerns(use.plan(), judged.read()))
                                .isPresent());
    }

    private Judged judge(Snapshot snapshot, Registration registered, PlanUse use) {
        Today today = today(snapshot, use);
        List<Standing> standings = new JudgePlan(use.plan(), today).standings();
        return new Judged(snapshot.version(), registered, today.read(), standings);
    }
}
