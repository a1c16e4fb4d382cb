package matryoshka.service.planning.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The use of plans, kept durably and shared by all instances. */
public interface PlanUses {

    /** Keeps a plan unless the bounds forbid it, or extends what is known of one that is kept. Durable when it returns. */
    PlanEntry enter(NewPlan plan);

    /** The use of a plan that is kept. */
    Optional<PlanUse> find(String id);

    /** Extends what is known of plans; the ids of those that are no longer kept. */
    Set<String> extend(Collection<PlanUse> uses);

    /** Forgets the plans whose last token expired before a time; how many that were. */
    int retire(Instant expiredBefore);
}
