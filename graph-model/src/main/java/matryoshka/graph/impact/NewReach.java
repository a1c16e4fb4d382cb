package matryoshka.graph.impact;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import matryoshka.graph.Dependency;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.reach.Reach;

/**
 * A scope that a client can come to reach and could not before, by whatever edges.
 *
 * @param path the dependencies over which it is reached, in order; none when the client may ask for it outright
 */
public record NewReach(String client, String scope, List<Dependency> path) {

    public NewReach {
        path = List.copyOf(path);
    }

    /**
     * All new reach, by client and scope.
     *
     * @param registered the scopes registered to each client, by client
     */
    public static List<NewReach> between(
            ServiceGraph before, ServiceGraph after, Map<String, SortedSet<String>> registered) {
        Search search = between(before, after);
        List<NewReach> found = new ArrayList<>();
        new TreeMap<>(registered).forEach((client, scopes) -> found.addAll(search.of(client, scopes)));
        return List.copyOf(found);
    }

    /** For who does not want to wait for that of all clients. */
    public static Search between(ServiceGraph before, ServiceGraph after) {
        ReachableChanges changes = ReachableChanges.between(before, after);
        return (client, scopes) -> changes.mayConcern(scopes) ? NewReach.of(client, scopes, before, after) : List.of();
    }

    /** Finds the new reach of one client after the other. In a large graph each takes its time. */
    @FunctionalInterface
    public interface Search {
        /** By scope. */
        List<NewReach> of(String client, SortedSet<String> registered);
    }

    private static List<NewReach> of(
            String client, SortedSet<String> registered, ServiceGraph before, ServiceGraph after) {
        SortedSet<String> known = Reach.of(before, client, registered).scopes();
        Reach reach = Reach.of(after, client, registered);
        return reach.scopes().stream()
                .filter(scope -> !known.contains(scope))
                .map(scope -> new NewReach(client, scope, reach.path(scope).orElseThrow()))
                .toList();
    }
}
