package matryoshka.service.planning.minting;

import java.util.Optional;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.ledger.StatusBlock;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.platform.caches.WeighedCache;
import matryoshka.token.TreeTemplate;
import org.jspecify.annotations.Nullable;

/** Caches the tokens of plans, written as far as possible before minting. Thread-safe. */
public final class TokenTemplates {
    private final Conditions conditions;
    private final WeighedCache<CompiledPlan.Variant, CompiledPlan.Written> written;

    /** @param conditions decide which of a plan's tokens are minted for a request */
    public TokenTemplates(Conditions conditions, CacheMemory memory) {
        this.conditions = conditions;
        this.written = memory.cache(CacheShare.TEMPLATES);
    }

    /** Returns the same for a single tree, which has a place of its own, and does not keep it. */
    TreeTemplate once(CompiledPlan plan, StatusBlock own, RequestVariables requestVariables) {
        return plan.write(plan.variant(own, conditions, requestVariables)).template();
    }

    /** Returns the tokens of a plan for a request. */
    public TreeTemplate of(CompiledPlan plan, @Nullable StatusBlock status, RequestVariables requestVariables) {
        CompiledPlan.Variant variant = plan.variant(status, conditions, requestVariables);
        return written.get(variant, absent -> Optional.of(plan.write(absent)))
                .orElseThrow()
                .template();
    }
}
