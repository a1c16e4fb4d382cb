package matryoshka.service.planning.ledger;

import java.time.Instant;
import matryoshka.graph.Scopes;
import matryoshka.graph.staleness.MintedPlan;
import org.jspecify.annotations.Nullable;

/**
 * A stored plan that tokens were minted from.
 *
 * @param plan the stored plan
 * @param graphVersion the version of the graph from which it was first minted
 * @param status where the status of its tokens is published; null if it is not
 * @param latestExpiry the latest expiry of its tokens, as far as was known when this was read
 */
public record KeptPlan(
        MintedPlan plan, long graphVersion, @Nullable StatusBlock status, Instant latestExpiry) {

    /** Returns the id of its outer plan node. */
    public String id() {
        return plan.outer().id();
    }

    /** Returns the client that began the chain. */
    public String clientId() {
        return plan.origin().client();
    }

    /** Returns the scopes with which the chain began. */
    public Scopes requested() {
        return plan.origin().requested();
    }
}
