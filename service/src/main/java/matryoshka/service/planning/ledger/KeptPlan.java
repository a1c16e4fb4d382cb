package matryoshka.service.planning.ledger;

import java.time.Instant;
import java.util.SortedSet;
import matryoshka.graph.staleness.MintedPlan;
import org.jspecify.annotations.Nullable;

/**
 * A plan that tokens were minted from, as it is kept.
 *
 * @param plan what is remembered of it
 * @param graphVersion the version of the graph in which it was first minted from
 * @param status where the status of its tokens is published; null when it is not
 * @param latestExpiry no token minted from it lives longer, as far as was known when this was read
 */
public record KeptPlan(
        MintedPlan plan, long graphVersion, @Nullable StatusBlock status, Instant latestExpiry) {

    /** The id of its outer plan node. */
    public String id() {
        return plan.outer().id();
    }

    /** The client that began the chain. */
    public String clientId() {
        return plan.origin().client();
    }

    /** The scopes that the chain began with. */
    public SortedSet<String> requested() {
        return plan.origin().requested();
    }
}
