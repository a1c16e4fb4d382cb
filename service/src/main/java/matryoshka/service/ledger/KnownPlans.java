package matryoshka.service.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The plans that this instance knows of, whoever minted from them: by their id, and by those of their nodes. Thread-safe. */
final class KnownPlans {
    private final Map<String, PlanUse> byId = new ConcurrentHashMap<>();
    /** One plan for each node: several may have the same node, and then say the same of it. */
    private final Map<String, String> planOfNode = new ConcurrentHashMap<>();

    @Nullable
    PlanUse get(String id) {
        return byId.get(id);
    }

    Optional<PlanUse> withNode(String nodeId) {
        return Optional.ofNullable(planOfNode.get(nodeId)).map(byId::get);
    }

    List<PlanUse> all() {
        return List.copyOf(byId.values());
    }

    /** Takes a plan over as the database has it, and what is known of its use here on top. */
    PlanUse put(PlanUse stored) {
        PlanUse known = byId.merge(
                stored.id(),
                stored,
                (here, there) -> new PlanUse(
                        there.plan(),
                        there.graphVersion(),
                        there.status(),
                        there.firstUsed(),
                        later(here.lastUsed(), there.lastUsed()),
                        later(here.latestExpiry(), there.latestExpiry())));
        stored.plan().nodes().forEach(node -> planOfNode.put(node.id(), stored.id()));
        return known;
    }

    /** Puts one in place of another, unless somebody was faster. */
    boolean replace(PlanUse old, PlanUse changed) {
        return byId.replace(old.id(), old, changed);
    }

    /** Keeps only what the database still has, and learns until when tokens minted elsewhere live. */
    void keepOnly(Map<String, Instant> expiries) {
        byId.replaceAll((id, use) -> use.livingUntil(expiries.getOrDefault(id, Instant.MIN)));
        byId.keySet().retainAll(expiries.keySet());
        planOfNode.values().retainAll(byId.keySet());
    }

    void forget(Collection<String> ids) {
        byId.keySet().removeAll(ids);
        planOfNode.values().removeAll(ids);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
