package matryoshka.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import matryoshka.graph.staleness.Footprint;
import matryoshka.service.planning.ledger.KeptPlan;
import matryoshka.service.planning.ledger.KeptPlans;
import matryoshka.service.planning.ledger.NewPlan;
import matryoshka.service.planning.ledger.PlanEntry;
import matryoshka.service.planning.ledger.PlanUse;
import matryoshka.service.planning.ledger.PlanUses;
import matryoshka.service.planning.ledger.StatusBlock;

/** Stores nothing: after the first token of a plan, the database is not queried. */
final class NoPlanUses implements PlanUses, KeptPlans {
    @Override
    public PlanEntry enter(NewPlan plan) {
        StatusBlock status = new StatusBlock(StatusBlock.MIN, StatusBlock.MIN);
        return new PlanEntry.Entered(new PlanUse(plan.id(), status, plan.at(), plan.latestExpiry()));
    }

    @Override
    public Optional<PlanUse> find(String id) {
        return Optional.empty();
    }

    @Override
    public Set<String> extend(Collection<PlanUse> uses) {
        return Set.of();
    }

    @Override
    public int retire(Instant expiredBefore) {
        return 0;
    }

    @Override
    public Optional<KeptPlan> withNode(String nodeId) {
        return Optional.empty();
    }

    @Override
    public List<KeptPlan> of(Collection<String> ids) {
        return List.of();
    }

    @Override
    public List<Place> inList(int list, Duration expiredFor) {
        return List.of();
    }

    @Override
    public List<Recorded> recordedFresh(long graphVersion, Collection<String> ids) {
        return List.of();
    }

    @Override
    public Page meeting(Footprint change, long position) {
        return new Page(List.of(), null);
    }

    @Override
    public Page ofClient(String clientId, long position) {
        return new Page(List.of(), null);
    }

    @Override
    public Page enteredBefore(long graphVersion, Instant since, long position) {
        return new Page(List.of(), null);
    }

    @Override
    public void judgedBy(Map<String, Footprint> footprints) {}
}
