package matryoshka.benchmarks;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import matryoshka.service.ledger.PlanUse;
import matryoshka.service.ledger.PlanUses;
import matryoshka.service.ledger.StatusBlock;

/** Remembers nothing: after the first token of a plan the database is not asked. */
final class NoPlanUses implements PlanUses {
    @Override
    public PlanUse enter(PlanUse use) {
        StatusBlock status = new StatusBlock(StatusBlock.LEAST, StatusBlock.LEAST);
        return new PlanUse(use.plan(), use.graphVersion(), status, use.firstUsed(), use.lastUsed(), use.latestExpiry());
    }

    @Override
    public Set<String> extend(Collection<PlanUse> uses) {
        return Set.of();
    }

    @Override
    public List<PlanUse> alive(Instant now) {
        return List.of();
    }

    @Override
    public List<PlanUse> all() {
        return List.of();
    }

    @Override
    public Optional<PlanUse> withNode(String nodeId) {
        return Optional.empty();
    }

    @Override
    public Entered enteredSince(Optional<Instant> mark) {
        return new Entered(List.of(), mark);
    }

    @Override
    public Map<String, Instant> expiries() {
        return Map.of();
    }

    @Override
    public int retire(Instant expiredBefore) {
        return 0;
    }
}
