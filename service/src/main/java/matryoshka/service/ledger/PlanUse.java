package matryoshka.service.ledger;

import java.time.Instant;
import java.util.SortedSet;
import matryoshka.graph.Sorted;

/**
 * A plan that tokens were minted from.
 *
 * @param id the id of its outer plan node
 * @param clientId the origin client
 * @param requested the scopes it was resolved from
 * @param graphVersion the version of the graph in which it was first minted from
 * @param firstUsed when it was first minted from
 * @param lastUsed when it was last minted from, to within the time between two flushes
 * @param latestExpiry no token minted from it lives longer
 */
public record PlanUse(
        String id,
        String clientId,
        SortedSet<String> requested,
        long graphVersion,
        Instant firstUsed,
        Instant lastUsed,
        Instant latestExpiry) {

    public PlanUse {
        requested = Sorted.set(requested);
    }
}
