package matryoshka.service.graph.publish;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import matryoshka.graph.Scopes;
import matryoshka.graph.ScopesByService;
import matryoshka.graph.impact.NewReach;
import org.jspecify.annotations.Nullable;

/**
 * The impact of a graph change on users of the graph.
 *
 * @param plans the plans in use that become stale; all of them, unless the impact is partial
 * @param reach what clients can reach that they could not before
 * @param before the largest plan in use that the change may affect, before it; null if there is none
 * @param after the largest of those plans after the change; null if there is none
 * @param isPartial whether there was not enough time or room to examine everything
 */
public record Impact(
        List<PlanImpact> plans,
        List<NewReach> reach,
        @Nullable Size before,
        @Nullable Size after,
        boolean isPartial) {

    public Impact {
        plans = List.copyOf(plans);
        reach = List.copyOf(reach);
    }

    /**
     * A plan in use that becomes stale.
     *
     * @param missing by service, the scopes that tokens minted from it lack
     * @param excess by service, the scopes that they have and would not get any more
     * @param changed audiences of those of its tokens whose content would differ, if none would have more or less authority
     * @param aliveUntil the latest expiry of its tokens
     */
    public record PlanImpact(
            String clientId,
            Scopes requested,
            ScopesByService missing,
            ScopesByService excess,
            SortedSet<String> changed,
            Instant aliveUntil) {}

    /** The size of a plan. */
    public record Size(int bytes, int tokens, int depth) {}
}
