package matryoshka.graph.power;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import matryoshka.graph.Sorted;

/** What a name means already when the graph takes it into use: what the graph itself does not tell. */
public interface Precedents {

    /**
     * Whose a name was.
     *
     * @param service that had it last
     * @param owners of that service, now or when it was removed
     */
    record FormerHolder(String service, SortedSet<String> owners) {
        public FormerHolder {
            owners = Sorted.set(owners);
        }
    }

    /** Those of these names that some earlier version of the graph had, and the current one has not. */
    Map<GraphName, FormerHolder> released(Collection<GraphName> names);

    /** Those of these that are ids of registered clients. */
    Set<String> clients(Collection<String> ids);

    /** Where nothing was before. */
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
