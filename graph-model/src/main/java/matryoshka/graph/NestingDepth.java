package matryoshka.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How deep tokens can nest in a graph, whichever client began the chain and without regard to the budget. All tokens of one level are
 * looked at together, and of these only what leads further than the others: so work grows with the levels and the graph, not with the
 * paths.
 */
final class NestingDepth {
    private NestingDepth() {}

    /**
     * Embed edges that nest a token deeper than this, the outer one being at depth 1; empty when there are none. The graph must have no
     * embed cycle.
     */
    static Optional<List<Dependency>> deeperThan(int depth, ServiceGraph graph) {
        Collection<ReachedToken> level = outermost(graph);
        for (int at = 1; at <= depth && !level.isEmpty(); at++) {
            level = below(level, graph);
        }
        return level.stream().findFirst().map(token -> token.way().edges());
    }

    private static Collection<ReachedToken> outermost(ServiceGraph graph) {
        List<ReachedToken> outermost = new ArrayList<>();
        for (Service service : graph.document().services().values()) {
            if (!service.scopes().isEmpty()) {
                Map<String, Way> scopes = new HashMap<>();
                service.scopes().keySet().forEach(scope -> scopes.put(scope, Way.START));
                outermost.add(token(graph, service.name(), scopes));
            }
        }
        return outermost;
    }

    private static Collection<ReachedToken> below(Collection<ReachedToken> level, ServiceGraph graph) {
        KnownTokens known = new KnownTokens();
        List<ReachedToken> below = new ArrayList<>();
        for (ReachedToken token : level) {
            for (ReachedToken.Next next : token.next()) {
                Map<String, Way> scopes = known.add(next);
                if (!scopes.isEmpty()) {
                    below.add(token(graph, next.callee(), scopes));
                }
            }
        }
        return below;
    }

    private static ReachedToken token(ServiceGraph graph, String service, Map<String, Way> scopes) {
        return new ReachedToken(graph, edge -> edge.sharing() != Sharing.EXCHANGE, List.of(service), scopes);
    }
}
