package matryoshka.graph.reach;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import matryoshka.graph.Dependency;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;

/**
 * Everything that chains with one beginning can come to permit, whoever exchanges or presents the tokens: docs/model.md, section 3 for what
 * is nested or reused, section 6 for what is exchanged. Ignores the budget, since what it cuts can be got by exchange. Visits tokens
 * breadth first, so that the path known for each scope uses the fewest tokens.
 */
public final class Reach {
    private final ServiceGraph graph;
    private final Predicate<Dependency> admitted;
    private final SortedMap<String, DependencyPath> reached = new TreeMap<>();

    private Reach(ServiceGraph graph, Predicate<Dependency> admitted) {
        this.graph = graph;
        this.admitted = admitted;
    }

    /** Returns the reach of a client: from the widest requests that it can make, along edges that apply in its chains. */
    public static Reach of(ServiceGraph graph, String client, Scopes registered) {
        Reach reach = new Reach(graph, edge -> edge.matches(client));
        reach.explore(graph.byContext(registered).values());
        return reach;
    }

    /** Returns the reach of a service that holds a token with all its scopes, whichever client began the chain. */
    public static Reach ofService(ServiceGraph graph, Service service) {
        Reach reach = new Reach(graph, edge -> true);
        reach.explore(List.of(Scopes.of(service.scopes().keySet())));
        return reach;
    }

    /** Returns every scope that is reached, including those at the beginning. */
    public Scopes scopes() {
        return Scopes.of(reached.keySet());
    }

    /**
     * Returns the dependencies along which the scope is reached, in order; no dependencies if it is there from the beginning; empty if it
     * is out of reach.
     */
    public Optional<List<Dependency>> path(String scope) {
        return Optional.ofNullable(reached.get(scope)).map(DependencyPath::edges);
    }

    private void explore(Collection<Scopes> beginnings) {
        DominatedTokens known = new DominatedTokens();
        Deque<ReachedToken> toVisit = new ArrayDeque<>();
        beginnings.forEach(scopes -> toVisit.add(beginning(scopes)));
        while (!toVisit.isEmpty()) {
            ReachedToken token = toVisit.removeFirst();
            token.scopes().forEach(reached::putIfAbsent);
            for (ReachedToken.Next next : token.next()) {
                Map<String, DependencyPath> scopes = known.add(next);
                if (!scopes.isEmpty()) {
                    toVisit.add(new ReachedToken(graph, admitted, List.of(next.callee()), scopes));
                }
            }
        }
    }

    private ReachedToken beginning(Scopes scopes) {
        Map<String, DependencyPath> ways = new HashMap<>();
        SortedSet<String> owners = new TreeSet<>();
        for (String scope : scopes) {
            ways.put(scope, DependencyPath.START);
            graph.ownerOf(scope).ifPresent(owner -> owners.add(owner.name()));
        }
        return new ReachedToken(graph, admitted, owners, ways);
    }
}
