package matryoshka.service.planning.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The uses of plans, durable and shared by all instances. */
public interface PlanUses {

    /** Stores a plan unless the bounds forbid it, or extends the use of a stored one. Durable when it returns. */
    PlanEntry enter(NewPlan plan);

    /** Returns the use of a stored plan. */
    Optional<PlanUse> find(String id);

    /** Extends the uses of plans. Returns the ids of those that are no longer stored. */
    Set<String> extend(Collection<PlanUse> uses);

    /** Removes the plans whose last token expired before a time. Returns how many. */
    int retire(Instant expiredBefore);
}
