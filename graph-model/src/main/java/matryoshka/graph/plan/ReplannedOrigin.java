package matryoshka.graph.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.plan.ResolveOrigin.Place;
import org.jspecify.annotations.Nullable;

/**
 * What an origin leads to in a graph: the fitted plan, and beyond it whatever the graph gives before any budget. Not thread-safe.
 */
public final class ReplannedOrigin {
    /** More tokens than a plan has; only a graph that is made for it gives more different ones. */
    private static final int MAX_UNCUT = 1_000;

    private final FitPlan fitPlan;
    private final Origin origin;
    private final OuterToken outer;
    private final ResolveOrigin chain;
    private final @Nullable ResolvedToken root;
    private final @Nullable TokenPlan plan;
    private final Map<List<Edge>, PlannedToken> planned = new HashMap<>();
    private final Map<List<Edge>, List<PlannedToken>> alone = new HashMap<>();

    /** @param registration of the origin client */
    public ReplannedOrigin(
            ServiceGraph graph, Origin origin, Registration registration, FitPlan fitPlan, OuterToken outer) {
        this.fitPlan = fitPlan;
        this.origin = origin;
        this.outer = outer;
        this.chain = new ResolveOrigin(graph, origin, registration);
        this.root = chain.root().orElse(null);
        this.plan = root != null && fitPlan.fit(root, origin, outer) instanceof PlanResult.Planned<TokenPlan> fitted
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
    public List<TokenAuthority> lineage() {
        return chain.lineage();
    }

    /** The id of the token at the end of a way; of one that the budget cuts off, as if it were planned alone. */
    public Optional<String> idAt(List<Edge> way) {
        PlannedToken token = planned.get(way);
        if (token != null) {
            return Optional.of(token.id());
        }
        List<PlannedToken> tokens = alone(way);
        return tokens.isEmpty()
                ? Optional.empty()
                : Optional.of(tokens.get(tokens.size() - 1).id());
    }

    /** The tokens at the end of a way and below; those that the budget cuts off there, as if they were planned alone. None without a place. */
    public List<PlannedToken> tokens(List<Edge> way) {
        return planned.containsKey(way)
                ? planned.values().stream()
                        .filter(token -> token.level().isAtOrBelow(way))
                        .toList()
                : alone(way);
    }

    private List<PlannedToken> alone(List<Edge> way) {
        return root == null || way.isEmpty()
                ? List.of()
                : alone.computeIfAbsent(
                        way, any -> fitPlan.alone(root, origin, way, outer).orElse(List.of()));
    }

    /** What the planned tokens at the end of a way and below permit. */
    public List<TokenAuthority> planned(List<Edge> way) {
        return planned.values().stream()
                .map(PlannedToken::level)
                .filter(level -> level.isAtOrBelow(way))
                .toList();
    }

    /** What the token at the end of a way permits, be it within the budget or not; empty when the graph does not lead there. */
    public Optional<TokenAuthority> level(List<Edge> way) {
        PlannedToken token = planned.get(way);
        if (token != null) {
            return Optional.of(token.level());
        }
        return at(way).map(place -> chain.level(way, place));
    }

    /** Whether the token at the end of a way, those around it, and those before its tree, are given on no other conditions than these. */
    public boolean isOpen(List<Edge> way, Set<String> conditions) {
        for (int length = 1; length <= way.size(); length++) {
            Optional<Place> place = at(way.subList(0, length));
            Embedding via = place.map(Place::via).orElse(null);
            if (via != null && !isOpen(via, conditions)) {
                return false;
            }
        }
        return chain.passed().stream().allMatch(via -> isOpen(via, conditions));
    }

    /** The conditions of all edges on the way to a token; empty when the graph does not lead there. */
    public Optional<SortedSet<String>> conditions(List<Edge> way) {
        return at(way).map(place -> place.descent().conditions());
    }

    private static boolean isOpen(Embedding via, Set<String> conditions) {
        return via.edges().stream()
                .map(edge -> edge.terms().when())
                .anyMatch(when -> when == null || conditions.contains(when));
    }

    /**
     * What the tokens at the end of a way and below would permit without a budget, as far as they are given on no other conditions than
     * these. Of a graph in which there are very many of them, it is what the nearest permit.
     */
    public List<TokenAuthority> uncut(List<Edge> way, Set<String> conditions) {
        List<TokenAuthority> levels = new ArrayList<>();
        Set<PlanNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Place> toVisit = new ArrayDeque<>();
        if (isOpen(way, conditions)) {
            at(way).ifPresent(toVisit::add);
        }
        while (!toVisit.isEmpty() && levels.size() < MAX_UNCUT) {
            Place place = toVisit.removeFirst();
            if (seen.add(place.node())) {
                levels.add(chain.level(way, place));
                place.node().embeddings().stream()
                        .filter(embedding -> isOpen(embedding, conditions))
                        .forEach(embedding -> toVisit.add(chain.below(place, embedding)));
            }
        }
        return levels;
    }

    private Optional<Place> at(List<Edge> way) {
        Optional<Place> place = Optional.ofNullable(root).map(ResolvedToken::place);
        for (Edge step : way) {
            place = place.flatMap(around -> around.node().embedding(step).map(given -> chain.below(around, given)));
        }
        return place;
    }

    /** The services that have been looked at so far: only a change of these, or of edges that start at them, leads anywhere else. */
    public Set<String> read() {
        return chain.read();
    }
}
