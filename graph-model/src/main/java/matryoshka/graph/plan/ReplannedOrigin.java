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

/** What an origin leads to in a graph: the fitted plan, and everything the graph grants beyond it, before any budget. Not thread-safe. */
public final class ReplannedOrigin {
    /** More tokens than a plan has; only a graph constructed for it grants more distinct ones. */
    private static final int MAX_UNCUT = 1_000;

    /** More positions than a plan has. */
    private static final int MAX_PLACES = 256;

    private final FitPlan fitPlan;
    private final OuterToken outer;
    private final ResolveOrigin chain;
    private final @Nullable Place root;
    private final @Nullable TokenPlan plan;
    private final Map<TokenPath, PlannedToken> planned = new HashMap<>();
    private final Map<TokenPath, Optional<PlanTreeBuilder>> walked = new HashMap<>();

    /** @param registration of the origin client */
    public ReplannedOrigin(
            ServiceGraph graph, Origin origin, Registration registration, FitPlan fitPlan, OuterToken outer) {
        this.fitPlan = fitPlan;
        this.outer = outer;
        this.chain = new ResolveOrigin(graph, origin, registration);
        this.root = chain.root().orElse(null);
        this.plan = root == null
                ? null
                : fitPlan.fit(chain, root, outer).toOptional().orElse(null);
        if (plan != null) {
            plan.leafFirst().forEach(token -> planned.put(token.path(), token));
        }
    }

    /** Returns the fitted plan; empty if there is none. */
    public Optional<TokenPlan> plan() {
        return Optional.ofNullable(plan);
    }

    /** Returns the authority of the tokens before the tree, as far as the graph leads along the chain. */
    public List<TokenAuthority> lineage() {
        return chain.lineage();
    }

    /** Returns the id of the token at the end of a path; empty if the plan has none there. */
    public Optional<String> idAt(TokenPath path) {
        return Optional.ofNullable(planned.get(path)).map(PlannedToken::id);
    }

    /** Returns the token at the end of a path, whether within the budget or not; empty if the graph does not lead there. */
    public Optional<UncutToken> token(TokenPath path) {
        Place outermost = root;
        return outermost == null
                ? Optional.empty()
                : walked(outermost, path).map(token -> UncutToken.of(chain.resolution(), path, token));
    }

    private Optional<PlanTreeBuilder> walked(Place outermost, TokenPath path) {
        Optional<PlanTreeBuilder> known = walked.get(path);
        if (known != null) {
            return known;
        }
        Optional<PlanTreeBuilder> token = path.isOuter()
                ? Optional.of(fitPlan.outer(chain, outermost, outer))
                : walked(outermost, path.enclosing())
                        .flatMap(around ->
                                around.indexOf(path.last()).map(index -> around.branch(chain.resolution(), index)));
        walked.put(path, token);
        return token;
    }

    /** Returns the authority of the planned tokens at the end of a path and below. */
    public List<TokenAuthority> planned(TokenPath path) {
        return planned.values().stream()
                .map(PlannedToken::level)
                .filter(level -> level.isAtOrBelow(path))
                .toList();
    }

    /**
     * Returns the authority of the token at the end of a path, whether within the budget or not; empty if the graph does not lead there.
     */
    public Optional<TokenAuthority> level(TokenPath path) {
        PlannedToken token = planned.get(path);
        if (token != null) {
            return Optional.of(token.level());
        }
        return at(path).map(place -> chain.level(path, place));
    }

    /**
     * Returns whether the token at the end of a path, the enclosing ones, and those before its tree, are granted under no other conditions
     * than these.
     */
    public boolean isOpen(TokenPath path, Set<String> conditions) {
        for (int length = 1; length <= path.length(); length++) {
            Optional<Place> place = at(path.beginning(length));
            Embedding via = place.map(Place::via).orElse(null);
            if (via != null && !isOpen(via, conditions)) {
                return false;
            }
        }
        return chain.passed().stream().allMatch(via -> isOpen(via, conditions));
    }

    /** Returns the conditions of all edges on the path to a token; empty if the graph does not lead there. */
    public Optional<SortedSet<String>> conditions(TokenPath path) {
        return at(path).map(place -> place.descent().conditions());
    }

    private static boolean isOpen(Embedding via, Set<String> conditions) {
        return via.edges().stream()
                .map(edge -> edge.terms().when())
                .anyMatch(when -> when == null || conditions.contains(when));
    }

    /**
     * Returns the authority that the tokens at the end of a path and below would have without a budget, as far as they are granted under no
     * other conditions than these. If the graph has very many of them, returns the authority of the nearest.
     */
    public List<TokenAuthority> uncut(TokenPath path, Set<String> conditions) {
        return isOpen(path, conditions) ? below(path, embedding -> isOpen(embedding, conditions), 0) : List.of();
    }

    /** Returns the same under any conditions, with each token at its own position; of very many tokens, one for each distinct authority. */
    public List<TokenAuthority> uncut(TokenPath path) {
        return below(path, embedding -> true, MAX_PLACES);
    }

    /** @param places for this many tokens, every position counts; after that, repetitions at other positions are omitted */
    private List<TokenAuthority> below(TokenPath path, Predicate<Embedding> counts, int places) {
        record Visit(TokenPath path, Place place) {}
        List<TokenAuthority> levels = new ArrayList<>();
        Set<PlanNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Visit> toVisit = new ArrayDeque<>();
        at(path).ifPresent(place -> toVisit.add(new Visit(path, place)));
        while (!toVisit.isEmpty() && levels.size() < MAX_UNCUT) {
            Visit visit = toVisit.removeFirst();
            if (seen.add(visit.place().node()) || levels.size() < places) {
                levels.add(chain.level(visit.path(), visit.place()));
                for (Embedding embedding : visit.place().node().embeddings()) {
                    if (counts.test(embedding) && toVisit.size() < MAX_UNCUT) {
                        toVisit.add(
                                new Visit(visit.path().then(embedding.step()), chain.below(visit.place(), embedding)));
                    }
                }
            }
        }
        return levels;
    }

    private Optional<Place> at(TokenPath path) {
        Optional<Place> place = Optional.ofNullable(root);
        for (Edge step : path) {
            place = place.flatMap(around -> around.node().embedding(step).map(given -> chain.below(around, given)));
        }
        return place;
    }

    /** Returns the services that have been read so far: only a change of these, or of edges that start at them, can lead anywhere else. */
    public Set<String> read() {
        return chain.read();
    }
}
