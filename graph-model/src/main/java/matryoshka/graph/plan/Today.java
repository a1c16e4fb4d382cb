package matryoshka.graph.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import matryoshka.graph.ServiceGraph;
import org.jspecify.annotations.Nullable;

/**
 * What an origin leads to in a graph: the fitted plan, and beyond it whatever the graph gives before any budget. Not thread-safe.
 */
public final class Today {
    private final FitPlan fitPlan;
    private final Origin origin;
    private final OuterToken outer;
    private final ResolveOrigin chain;
    private final @Nullable Root root;
    private final @Nullable TokenPlan plan;
    private final Map<List<Step>, PlannedToken> planned = new HashMap<>();

    /** @param registered the scopes that the origin client has registered */
    public Today(ServiceGraph graph, Origin origin, SortedSet<String> registered, FitPlan fitPlan, OuterToken outer) {
        this.fitPlan = fitPlan;
        this.origin = origin.among(registered, graph);
        this.outer = outer;
        this.chain = new ResolveOrigin(graph, this.origin, registered);
        this.root = chain.root().orElse(null);
        this.plan =
                root != null && fitPlan.fit(root, this.origin, outer) instanceof PlanResult.Planned<TokenPlan> fitted
                        ? fitted.value()
                        : null;
        if (plan != null) {
            plan.leafFirst().forEach(token -> planned.put(token.way(), token));
        }
    }

    /** The fitted plan; empty when there is none. */
    public Optional<TokenPlan> plan() {
        return Optional.ofNullable(plan);
    }

    /** What the tokens before the tree permit, as far as the graph leads along the chain. */
    public List<Level> lineage() {
        return chain.lineage();
    }

    /** The id of the token at the end of a way; of one that the budget cuts off, as if it were planned alone. */
    public Optional<String> idAt(List<Step> way) {
        PlannedToken token = planned.get(way);
        if (token != null) {
            return Optional.of(token.id());
        }
        return root == null || way.isEmpty() ? Optional.empty() : fitPlan.idAlone(root, origin, way, outer);
    }

    /** What the planned tokens at the end of a way and below permit. */
    public List<Level> planned(List<Step> way) {
        return planned.values().stream()
                .map(PlannedToken::level)
                .filter(level -> level.isAtOrBelow(way))
                .toList();
    }

    /** What the token at the end of a way permits, be it within the budget or not; empty when the graph does not lead there. */
    public Optional<Level> level(List<Step> way) {
        PlannedToken token = planned.get(way);
        if (token != null) {
            return Optional.of(token.level());
        }
        if (root == null) {
            return Optional.empty();
        }
        PlanNode node = root.node();
        Embedding via = root.via();
        for (Step step : way) {
            Optional<Embedding> next = node.embedding(step);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            via = next.get();
            node = root.resolution().node(via);
        }
        return Optional.of(Level.of(root.resolution().graph(), way, node, via));
    }

    /** The services that have been looked at so far: only a change of these, or of edges that start at them, leads anywhere else. */
    public Set<String> read() {
        return chain.read();
    }
}
