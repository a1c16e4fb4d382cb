package matryoshka.graph.power;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import matryoshka.graph.Sorted;

/** What a name already means when the graph takes it into use, as far as the graph itself does not show it. */
public interface Precedents {

    /**
     * The former holder of a name.
     *
     * @param service the service that had it last
     * @param owners of that service, now or when it was removed
     */
    record FormerHolder(String service, SortedSet<String> owners) {
        public FormerHolder {
            owners = Sorted.set(owners);
        }
    }

    /** Returns those of these names that an earlier version of the graph had and the current one has not. */
    Map<GraphName, FormerHolder> released(Collection<GraphName> names);

    /** Returns those of these names that are ids of registered clients. */
    Set<String> clients(Collection<String> ids);

    /** For a graph without history and clients. */
    Precedents NONE = new Precedents() {
        @Override
        public Map<GraphName, FormerHolder> released(Collection<GraphName> names) {
            return Map.of();
        }

        @Override
        public Set<String> clients(Collection<String> ids) {
            return Set.of();
        }
    };
}
