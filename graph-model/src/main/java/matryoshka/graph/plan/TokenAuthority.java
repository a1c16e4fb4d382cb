package matryoshka.graph.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.Dependency;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import org.jspecify.annotations.Nullable;

/**
 * One token's own authority, without those below it, and who gave it.
 *
 * @param path the token's position: the path from the outer token of its tree, which itself has the empty path
 * @param services by service name, the authority there
 */
public record TokenAuthority(TokenPath path, SortedMap<String, At> services) {

    /**
     * A token's authority at one service.
     *
     * @param audience the service's audience
     * @param givers the scopes, each with the names of the dependencies that gave it; without any, the chain itself began with it
     */
    public record At(String audience, SortedMap<String, SortedSet<String>> givers) {
        public At {
            givers = Sorted.map(givers);
        }

        public Scopes scopes() {
            return Scopes.of(givers.keySet());
        }
    }

    public TokenAuthority {
        services = Sorted.map(services);
    }

    /** Returns the authority of a token that was granted along some edges; null for a token that was not. */
    static TokenAuthority of(ServiceGraph graph, TokenPath path, PlanNode node, @Nullable Embedding via) {
        List<Dependency> edges = new ArrayList<>(node.reused());
        if (via != null) {
            edges.addAll(via.edges());
        }
        SortedMap<String, At> services = new TreeMap<>();
        for (String member : node.members()) {
            Service service = graph.service(member).orElseThrow();
            SortedMap<String, SortedSet<String>> givers = new TreeMap<>();
            for (String scope : service.scopes().keySet()) {
                if (node.scopes().contains(scope)) {
                    givers.put(scope, givers(edges, scope));
                }
            }
            services.put(member, new At(service.effectiveAudience(), givers));
        }
        return new TokenAuthority(path, services);
    }

    private static SortedSet<String> givers(List<Dependency> edges, String scope) {
        SortedSet<String> givers = new TreeSet<>();
        for (Dependency edge : edges) {
            if (edge.grants().contains(scope)) {
                givers.add(edge.name());
            }
        }
        return Sorted.set(givers);
    }

    /** Returns whether this belongs to a token at that path, or to one that encloses it at any depth. */
    public boolean isAtOrAround(TokenPath other) {
        return other.isAtOrBelow(path);
    }

    /** Returns whether this belongs to a token at that path, or to one nested in it at any depth. */
    public boolean isAtOrBelow(TokenPath other) {
        return path.isAtOrBelow(other);
    }
}
