package matryoshka.graph.impact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import matryoshka.graph.Dependency;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.reach.Reach;

/**
 * A scope that a client can reach after a change and could not before, along any edges.
 *
 * @param path the dependencies along which it is reached, in order; empty if the client may request it directly
 */
public record NewReach(String client, String scope, List<Dependency> path) {

    public NewReach {
        path = List.copyOf(path);
    }

    /**
     * Returns all new reach, by client and scope.
     *
     * @param registered the scopes registered for each client, by client
     */
    public static List<NewReach> between(ServiceGraph before, ServiceGraph after, Map<String, Scopes> registered) {
        Search search = between(before, after);
        List<NewReach> found = new ArrayList<>();
        new TreeMap<>(registered).forEach((client, scopes) -> found.addAll(search.of(client, scopes)));
        return List.copyOf(found);
    }

    /** For callers that do not want to wait for the reach of all clients. */
    public static Search between(ServiceGraph before, ServiceGraph after) {
        ReachableChanges changes = ReachableChanges.between(before, after);
        return (client, scopes) -> changes.mayConcern(scopes) ? NewReach.of(client, scopes, before, after) : List.of();
    }

    /** Finds the new reach of one client at a time. In a large graph each search takes long. */
    @FunctionalInterface
    public interface Search {
        /** Returns the new reach by scope. */
        List<NewReach> of(String client, Scopes registered);
    }

    private static List<NewReach> of(String client, Scopes registered, ServiceGraph before, ServiceGraph after) {
        Scopes known = Reach.of(before, client, registered).scopes();
        Reach reach = Reach.of(after, client, registered);
        return reach.scopes().stream()
                .filter(scope -> !known.contains(scope))
                .map(scope -> new NewReach(client, scope, reach.path(scope).orElseThrow()))
                .toList();
    }
}
