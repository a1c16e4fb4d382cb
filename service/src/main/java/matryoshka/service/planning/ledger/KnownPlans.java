package matryoshka.service.planning.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.platform.caches.WeighedCache;
import org.jspecify.annotations.Nullable;

/**
 * The plans that this instance has in memory: the uses of plans that it mints from, and plans whose tokens it evaluates. Evicted plans are
 * read again when needed. Thread-safe.
 */
final class KnownPlans {
    private final WeighedCache<String, PlanUse> uses;
    /** Uses that the database does not have yet; never evicted before they are written. */
    private final Map<String, PlanUse> unwritten = new ConcurrentHashMap<>();
    /** By the requested node. Several plans may have the same node, and then agree on it. */
    private final WeighedCache<String, KeptPlan> plans;

    KnownPlans(CacheMemory memory) {
        uses = memory.cache(CacheShare.PLAN_USES);
        plans = memory.cache(CacheShare.KEPT_PLANS);
    }

    @Nullable
    PlanUse use(String id) {
        return uses.find(id).orElseGet(() -> unwritten.get(id));
    }

    /** Stores what the database has, merged with what is known here. */
    PlanUse put(PlanUse stored) {
        return uses.merge(stored.id(), stored, PlanUse::and);
    }

    /** Replaces a use, to be written later, unless another thread was faster. */
    boolean replace(PlanUse old, PlanUse changed) {
        if (!uses.replace(old.id(), old, changed)) {
            return false;
        }
        unwritten.merge(changed.id(), changed, PlanUse::and);
        return true;
    }

    /** Returns the ids of plans with uses that the database does not have yet. */
    Set<String> unwritten() {
        return Set.copyOf(unwritten.keySet());
    }

    /** Takes the unwritten uses of these plans. The caller writes them or puts them back. */
    List<PlanUse> takeUnwritten(Collection<String> ids) {
        List<PlanUse> taken = new ArrayList<>();
        for (String id : ids) {
            PlanUse use = unwritten.remove(id);
            if (use != null) {
                taken.add(use);
            }
        }
        return taken;
    }

    void giveBack(Collection<PlanUse> some) {
        some.forEach(use -> unwritten.merge(use.id(), use, PlanUse::and));
    }

    /** Forgets plans that are no longer stored. */
    void forget(Collection<String> ids) {
        ids.forEach(id -> {
            uses.remove(id);
            unwritten.remove(id);
            plans.remove(id);
        });
    }

    Optional<KeptPlan> withNode(String nodeId) {
        return plans.find(nodeId);
    }

    /** @param nodeId of one of its nodes */
    KeptPlan put(String nodeId, KeptPlan plan) {
        plans.put(nodeId, plan);
        return plan;
    }
}
