package matryoshka.service.staleness.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import matryoshka.graph.staleness.Staleness;
import matryoshka.service.planning.ledger.KeptPlan;
import matryoshka.service.planning.ledger.KeptPlans;
import matryoshka.service.planning.ledger.PlanLedger;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.staleness.EvaluateTokens;
import matryoshka.service.staleness.StalenessPolicy;
import matryoshka.token.StaleDirection;

/**
 * Says of plans which of their nodes are stale or refused. Remembers what it said as long as nothing changed, so that saying it again reads
 * no plan. For use by one thread at a time.
 */
public final class StaleNodes {
    private final EvaluateTokens evaluateTokens;
    private final StalenessPolicy policy;
    private final PlanLedger ledger;
    private final Duration remembered;
    private Map<String, Entry> known = Map.of();

    /** @param remembered for how long, at most: grace periods end without a change of the graph */
    public StaleNodes(EvaluateTokens evaluateTokens, StalenessPolicy policy, PlanLedger ledger, Duration remembered) {
        this.evaluateTokens = evaluateTokens;
        this.policy = policy;
        this.ledger = ledger;
        this.remembered = remembered;
    }

    /**
     * What is said of nodes.
     *
     * @param stale the directions, by node id
     * @param refused ids of nodes
     */
    record Said(Map<String, List<StaleDirection>> stale, Set<String> refused) {
        static final Said NOTHING = new Said(Map.of(), Set.of());

        int size() {
            return stale.size() + refused.size();
        }
    }

    /** What was said of one plan. */
    private record Entry(
            long version, Instant at, EvaluateTokens.Judgement judgement, Map<String, List<StaleDirection>> nodes) {
        boolean holds(Snapshot snapshot, EvaluateTokens.Judgement current, Instant now, Duration remembered) {
            return version == snapshot.version()
                    && judgement.equals(current)
                    && at.plus(remembered).isAfter(now);
        }
    }

    Said of(Snapshot snapshot, List<KeptPlans.Place> places, Instant now) {
        Map<String, EvaluateTokens.Judgement> judgements = evaluateTokens.judgements(snapshot, places);
        Map<String, Entry> entries = new HashMap<>();
        Said said = new Said(new HashMap<>(), new HashSet<>());
        for (KeptPlans.Place place : places) {
            // A plan that was removed at this moment has no live token.
            EvaluateTokens.Judgement judgement = judgements.get(place.id());
            boolean isOver = snapshot.clients().findEnabled(place.clientId()).isEmpty();
            if (!isOver && judgement != null) {
                Entry earlier = known.get(place.id());
                Entry entry = earlier != null && earlier.holds(snapshot, judgement, now, remembered)
                        ? earlier
                        : new Entry(snapshot.version(), now, judgement, nodes(snapshot, place, judgement));
                entries.put(place.id(), entry);
                add(said, entry);
            }
        }
        known = entries;
        return said;
    }

    private static void add(Said said, Entry entry) {
        entry.nodes().forEach((node, directions) -> {
            if (directions.isEmpty()) {
                said.refused().add(node);
            } else {
                said.stale().put(node, directions);
            }
        });
    }

    /** Returns the directions of each stale node; none for a refused one. */
    private Map<String, List<StaleDirection>> nodes(
            Snapshot snapshot, KeptPlans.Place place, EvaluateTokens.Judgement judgement) {
        Map<String, List<StaleDirection>> nodes = new HashMap<>();
        KeptPlan plan = judgement.standings().stream().anyMatch(Staleness::stale)
                ? ledger.withNode(place.id()).orElse(null)
                : null;
        if (plan != null) {
            for (int index = 0; index < judgement.standings().size(); index++) {
                String node = plan.plan().nodes().get(index).id();
                Staleness staleness = judgement.standings().get(index);
                switch (policy.status(snapshot, staleness, () -> node)) {
                    case FRESH -> {}
                    case STALE -> nodes.put(node, directions(staleness));
                    case REFUSED -> nodes.put(node, List.of());
                }
            }
        }
        return nodes;
    }

    private static List<StaleDirection> directions(Staleness staleness) {
        List<StaleDirection> directions = new ArrayList<>();
        if (!staleness.missing().isEmpty()) {
            directions.add(StaleDirection.MISSING);
        }
        if (!staleness.excess().isEmpty()) {
            directions.add(StaleDirection.EXCESS);
        }
        if (!staleness.changed().isEmpty()) {
            directions.add(StaleDirection.CHANGED);
        }
        return List.copyOf(directions);
    }
}
