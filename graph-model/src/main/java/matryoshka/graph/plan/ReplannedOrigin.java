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
import java.util.function.Predicate;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.plan.ResolveOrigin.Place;
import org.jspecify.annotations.Nullable;

/**
 * What an origin leads to in a graph: the fitted plan, and beyond it whatever the graph gives before any budget. Not thread-safe.
 */
public final class ReplannedOrigin {
    /** More tokens than a plan has; only a graph that is made for it gives more different ones. */
    private static final int MAX_UNCUT = 1_000;

    /** More places than a plan has, too. */
    private static final int MAX_PLACES = 256;

    private final FitPlan fitPlan;
    private final OuterToken outer;
    private final ResolveOrigin chain;
    private final @Nullable ResolvedToken root;
    private final @Nullable TokenPlan plan;
    private final Map<List<Edge>, PlannedToken> planned = new HashMap<>();
    private final Map<List<Edge>, Optional<PlanTreeBuilder>> walked = new HashMap<>();

    /** @param registration of the origin client */
    public ReplannedOrigin(
            ServiceGraph graph, Origin origin, Registration registration, FitPlan fitPlan, OuterToken outer) {
        this.fitPlan = fitPlan;
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

    /** The id of the token at the end of a way; empty when the plan has none there. */
    public Optional<String> idAt(List<Edge> way) {
        return Optional.ofNullable(planned.get(way)).map(PlannedToken::id);
    }

    /** The token at the end of a way, be it within the budget or not; empty when the graph does not lead there. */
    public Optional<UncutToken> token(List<Edge> way) {
        ResolvedToken resolved = root;
        return resolved == null
                ? Optional.empty()
                : walked(resolved, way).map(token -> UncutToken.of(resolved.resolution(), way, token));
    }

    private Optional<PlanTreeBuilder> walked(ResolvedToken resolved, List<Edge> way) {
        Optional<PlanTreeBuilder> known = walked.get(way);
        if (known != null) {
            return known;
        }
        int before = way.size() - 1;
        Optional<PlanTreeBuilder> token = way.isEmpty()
                ? Optional.of(fitPlan.outer(resolved, outer))
                : walked(resolved, way.subList(0, before))
                        .flatMap(around -> around.indexOf(way.get(before))
                                .map(index -> around.branch(resolved.resolution(), index)));
        walked.put(List.copyOf(way), token);
        return token;
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
        return isOpen(way, conditions) ? below(way, embedding -> isOpen(embedding, conditions), 0) : List.of();
    }

    /** The same on whatever conditions, and each at its own place; of very many tokens, one for each that is told apart by what it permits. */
    public List<TokenAuthority> uncut(List<Edge> way) {
        return below(way, embedding -> true, MAX_PLACES);
    }

    /** @param places of so many tokens, each place counts; from then on, what was met at another place is left out */
    private List<TokenAuthority> below(List<Edge> way, Predicate<Embedding> counts, int places) {
        record Visit(List<Edge> way, Place place) {}
        List<TokenAuthority> levels = new ArrayList<>();
        Set<PlanNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Visit> toVisit = new ArrayDeque<>();
        at(way).ifPresent(place -> toVisit.add(new Visit(way, place)));
        while (!toVisit.isEmpty() && levels.size() < MAX_UNCUT) {
            Visit visit = toVisit.removeFirst();
            if (seen.add(visit.place().node()) || levels.size() < places) {
                levels.add(chain.level(visit.way(), visit.place()));
                for (Embedding embedding : visit.place().node().embeddings()) {
                    if (counts.test(embedding) && toVisit.size() < MAX_UNCUT) {
                        toVisit.add(new Visit(
                                longer(visit.way(), embedding.step()), chain.below(visit.place(), embedding)));
                    }
                }
            }
        }
        return levels;
    }

    private static List<Edge> longer(List<Edge> way, Edge step) {
        List<Edge> longer = new ArrayList<>(way);
        longer.add(step);
        return longer;
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
