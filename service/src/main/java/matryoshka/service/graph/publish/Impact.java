package matryoshka.service.graph.publish;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import matryoshka.graph.impact.NewReach;
import org.jspecify.annotations.Nullable;

/**
 * What a change of the graph does to those who use it.
 *
 * @param plans the plans in use that become stale; all of them, unless it is partial
 * @param reach what clients can reach and could not
 * @param before the largest plan in use that the change can matter to, as it was; null when there is none
 * @param after the largest of them as it is then; null when there is none
 * @param isPartial whether there was no time, or no room, to look at everything
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
     * @param excess by service, the scopes that they hold and would not get any more
     * @param changed audiences of those of its tokens that would say something else, where none would permit more or less
     * @param aliveUntil no token minted from it lives longer
     */
    public record PlanImpact(
            String clientId,
            SortedSet<String> requested,
            SortedMap<String, SortedSet<String>> missing,
            SortedMap<String, SortedSet<String>> excess,
            SortedSet<String> changed,
            Instant aliveUntil) {}

    /** How large a plan is. */
    public record Size(int bytes, int tokens, int depth) {}
}
