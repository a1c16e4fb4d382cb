package matryoshka.graph.plan;

import java.util.List;
import java.util.SortedSet;
import matryoshka.graph.Sorted;

/**
 * A token that is presented for exchange (RFC 8693 §2.1), as the graph sees it.
 *
 * @param origin what its tree was resolved from
 * @param way where it was in that tree
 * @param scopes what it says that it permits
 */
public record Subject(Origin origin, List<Edge> way, SortedSet<String> scopes) {
    public Subject {
        way = List.copyOf(way);
        scopes = Sorted.set(scopes);
    }
}
