package matryoshka.service.planning.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import matryoshka.graph.staleness.Footprint;

/** Plans in memory, for use cases without a database. Passes {@link PlansContract}, like the real ones. */
public final class InMemoryPlans implements PlanUses, KeptPlans {
    private static final int LIST = StatusBlock.MIN;

    private final Map<String, Kept> plans = new LinkedHashMap<>();
    private final int maxPerClient;
    private int nextPlace = StatusBlock.MIN;
    private boolean away;

    private record Kept(NewPlan plan, PlanUse use, Footprint footprint) {}

    /** @param maxPerClient living plans of chains that one client began */
    public InMemoryPlans(int maxPerClient) {
        this.maxPerClient = maxPerClient;
    }

    /** Simulates an outage, or ends it. */
    public void away(boolean isAway) {
        away = isAway;
    }

    public Set<String> ids() {
        return Set.copyOf(plans.keySet());
    }

    @Override
    public PlanEntry enter(NewPlan plan) {
        answer();
        Kept kept = plans.get(plan.id());
        if (kept == null) {
            long living = plans.values().stream()
                    .filter(other -> other.plan().clientId().equals(plan.clientId())
                            && !other.use().latestExpiry().isBefore(plan.at()))
                    .count();
            if (living >= maxPerClient) {
                return new PlanEntry.Refused(String.format(
                        Locale.ROOT, "Chains of this client have %d distinct live tokens.", maxPerClient));
            }
            StatusBlock status = new StatusBlock(LIST, nextPlace);
            nextPlace += plan.plan().nodes().size();
            kept = new Kept(plan, new PlanUse(plan.id(), status, plan.at(), plan.latestExpiry()), plan.footprint());
        } else {
            kept = new Kept(kept.plan(), kept.use().again(plan.at(), plan.latestExpiry()), kept.footprint());
        }
        plans.put(plan.id(), kept);
        return new PlanEntry.Entered(kept.use());
    }

    @Override
    public Optional<PlanUse> find(String id) {
        answer();
        return Optional.ofNullable(plans.get(id)).map(Kept::use);
    }

    @Override
    public Set<String> extend(Collection<PlanUse> uses) {
        answer();
        for (PlanUse use : uses) {
            plans.computeIfPresent(
                    use.id(), (id, kept) -> new Kept(kept.plan(), use.and(kept.use()), kept.footprint()));
        }
        return uses.stream()
                .map(PlanUse::id)
                .filter(id -> !plans.containsKey(id))
                .collect(Collectors.toSet());
    }

    @Override
    public int retire(Instant expiredBefore) {
        answer();
        int before = plans.size();
        plans.values().removeIf(kept -> kept.use().latestExpiry().isBefore(expiredBefore));
        return before - plans.size();
    }

    @Override
    public Optional<KeptPlan> withNode(String nodeId) {
        answer();
        return plans.values().stream()
                .filter(kept -> kept.plan().plan().indexOf(nodeId).isPresent())
                .findFirst()
                .map(InMemoryPlans::read);
    }

    @Override
    public List<KeptPlan> of(Collection<String> ids) {
        answer();
        return plans.values().stream()
                .filter(kept -> ids.contains(kept.plan().id()))
                .map(InMemoryPlans::read)
                .toList();
    }

    @Override
    public List<Place> inList(int list, Duration expiredFor) {
        answer();
        return plans.values().stream()
                .flatMap(kept -> Optional.ofNullable(kept.use().status())
                        .filter(status -> status.list() == list)
                        .map(status -> new Place(kept.plan().id(), kept.plan().clientId(), status.first()))
                        .stream())
                .toList();
    }

    @Override
    public List<Recorded> recordedFresh(long graphVersion, Collection<String> ids) {
        answer();
        return List.of();
    }

    @Override
    public Page meeting(Footprint change, long position) {
        answer();
        return page(kept -> kept.footprint().meets(change));
    }

    @Override
    public Page ofClient(String clientId, long position) {
        answer();
        return page(kept -> kept.plan().clientId().equals(clientId));
    }

    @Override
    public Page enteredBefore(long graphVersion, Instant since, long position) {
        answer();
        return page(kept ->
                kept.plan().graphVersion() < graphVersion && !kept.plan().at().isBefore(since));
    }

    @Override
    public void judgedBy(Map<String, Footprint> footprints) {
        answer();
        footprints.forEach((plan, footprint) ->
                plans.computeIfPresent(plan, (id, kept) -> new Kept(kept.plan(), kept.use(), footprint)));
    }

    private Page page(Predicate<Kept> wanted) {
        return new Page(
                plans.values().stream()
                        .filter(wanted)
                        .map(kept -> new Found(read(kept), kept.footprint(), true))
                        .toList(),
                null);
    }

    private static KeptPlan read(Kept kept) {
        return new KeptPlan(
                kept.plan().plan(),
                kept.plan().graphVersion(),
                kept.use().status(),
                kept.use().latestExpiry());
    }

    private void answer() {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
    }
}
