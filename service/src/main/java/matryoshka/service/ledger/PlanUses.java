package matryoshka.service.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The plans that were minted from, kept durably and shared by all instances. */
public interface PlanUses {

    /**
     * Adds a plan, or extends what is known of it. Durable when it returns.
     *
     * @return the plan as it is kept, with its place in a status list
     */
    PlanUse enter(PlanUse use);

    /** Extends what is known of plans; the ids of those that are no longer kept. */
    Set<String> extend(Collection<PlanUse> uses);

    /** The plans of which tokens may still live. */
    List<PlanUse> alive(Instant now);

    /** Every plan that is kept. */
    List<PlanUse> all();

    /** A plan that has a node of this id; there may be several, which then agree on it. */
    Optional<PlanUse> withNode(String nodeId);

    /** The plans that were entered after a mark that this gave earlier, with some overlap, and the mark to ask with next. */
    Entered enteredSince(Optional<Instant> mark);

    /** By id, until when tokens of each plan that is kept may live. */
    Map<String, Instant> expiries();

    /** Forgets the plans whose last token expired before a time; how many that were. */
    int retire(Instant expiredBefore);

    /** What {@link #enteredSince} found. */
    record Entered(List<PlanUse> plans, Optional<Instant> mark) {
        public Entered {
            plans = List.copyOf(plans);
        }
    }
}
