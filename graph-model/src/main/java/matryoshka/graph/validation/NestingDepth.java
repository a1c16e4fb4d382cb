package matryoshka.graph.validation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import matryoshka.graph.Dependency;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;
import matryoshka.graph.reach.DependencyPath;
import matryoshka.graph.reach.DominatedTokens;
import matryoshka.graph.reach.ReachedToken;

/**
 * How deep tokens can nest in a graph, whichever client began the chain and regardless of the budget. Processes all tokens of one level
 * together, and of these only the ones that lead further than the others, so that the work grows with the levels and the graph, not with
 * the number of paths. Skips edges that cannot lead deep enough: where nesting is shallow, it follows hardly any.
 */
final class NestingDepth {
    private final ServiceGraph graph;
    private final Map<String, Integer> heights;

    NestingDepth(ServiceGraph graph) {
        this.graph = graph;
        this.heights = new EmbedEnablementGraph(graph.document().dependencies().values()).heights();
    }

    /**
     * Returns embed edges that nest a token deeper than this, with the outer one at depth 1; empty if there are none. Terminates only if
     * the graph has no embed cycle.
     */
    Optional<List<Dependency>> deeperThan(int depth) {
        Collection<ReachedToken> level = outermost(depth);
        for (int at = 1; at <= depth && !level.isEmpty(); at++) {
            level = below(level, depth - at);
        }
        return level.stream().findFirst().map(token -> token.way().edges());
    }

    /** Returns the beginning of a path in which this many tokens are nested. */
    static List<Dependency> nested(int tokens, List<Dependency> path) {
        int nested = 0;
        for (int edge = 0; edge < path.size(); edge++) {
            nested += path.get(edge).sharing() == Sharing.EMBED ? 1 : 0;
            if (nested == tokens) {
                return path.subList(0, edge + 1);
            }
        }
        return path;
    }

    private Collection<ReachedToken> outermost(int below) {
        List<ReachedToken> outermost = new ArrayList<>();
        for (Service service : graph.document().services().values()) {
            if (!service.scopes().isEmpty()) {
                Map<String, DependencyPath> scopes = new HashMap<>();
                service.scopes().keySet().forEach(scope -> scopes.put(scope, DependencyPath.START));
                outermost.add(token(service.name(), scopes, below));
            }
        }
        return outermost;
    }

    private Collection<ReachedToken> below(Collection<ReachedToken> level, int furtherDown) {
        DominatedTokens known = new DominatedTokens();
        List<ReachedToken> below = new ArrayList<>();
        for (ReachedToken token : level) {
            for (ReachedToken.Next next : token.next()) {
                Map<String, DependencyPath> scopes = known.add(next);
                if (!scopes.isEmpty()) {
                    below.add(token(next.callee(), scopes, furtherDown));
                }
            }
        }
        return below;
    }

    /** @param below how many levels there must be below this token for it to matter */
    private ReachedToken token(String service, Map<String, DependencyPath> scopes, int below) {
        return new ReachedToken(graph, edge -> leadsDown(edge, below), List.of(service), scopes);
    }

    /** An edge that does not lead deep enough can be ignored even beside others: whatever needed its grants would make it lead as deep. */
    private boolean leadsDown(Dependency edge, int levels) {
        return switch (edge.sharing()) {
            case REUSE -> true;
            case EMBED -> heights.getOrDefault(edge.name(), TopologicalRanks.ON_CYCLE) >= levels;
            case EXCHANGE -> false;
        };
    }
}
