package matryoshka.service.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** The plans that were minted from, kept durably and shared by all instances. */
public interface PlanUses {

    /** Adds plans, or extends what is known of them. Durable when it returns. */
    void record(Collection<PlanUse> uses);

    /** The plans of which tokens may still live. */
    List<PlanUse> alive(Instant now);
}
