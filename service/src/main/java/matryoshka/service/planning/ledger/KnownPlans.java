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
 * What this instance remembers of plans: the uses of those that it mints from, and the plans whose tokens it judges. Whatever is forgotten
 * for want of memory is read again when it is needed. Thread-safe.
 */
final class KnownPlans {
    private final WeighedCache<String, PlanUse> uses;
    /** What the database does not know yet; never forgotten before it does. */
    private final Map<String, PlanUse> unwritten = new ConcurrentHashMap<>();
    /** By the node that somebody has asked for. Several plans may have the same node, and then say the same of it. */
    private final WeighedCache<String, KeptPlan> plans;

    KnownPlans(CacheMemory memory) {
        uses = memory.cache(CacheShare.PLAN_USES);
        plans = memory.cache(CacheShare.KEPT_PLANS);
    }

    @Nullable
    PlanUse use(String id) {
        return uses.find(id).orElseGet(() -> unwritten.get(id));
    }

    /** Takes over what the database has, with what is known here on top. */
    PlanUse put(PlanUse stored) {
        return uses.merge(stored.id(), stored, PlanUse::and);
    }

    /** Puts one in place of another, to be written later, unless somebody was faster. */
    boolean replace(PlanUse old, PlanUse changed) {
        if (!uses.replace(old.id(), old, changed)) {
            return false;
        }
        unwritten.merge(changed.id(), changed, PlanUse::and);
        return true;
    }

    /** The plans whose use the database does not know yet. */
    Set<String> unwritten() {
        return Set.copyOf(unwritten.keySet());
    }

    /** What the database does not know yet of these. Whoever takes it has it written, or gives it back. */
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

    /** No plans of these ids are kept any more. */
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
