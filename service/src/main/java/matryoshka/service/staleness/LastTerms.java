package matryoshka.service.staleness;

import java.util.Map;
import java.util.Set;
import matryoshka.graph.ExcessPolicy;

/** The last terms of each dependency, including dependencies that the graph no longer has. */
@FunctionalInterface
public interface LastTerms {
    /**
     * Returns, by dependency, the policy for authority that the dependency gave and that has been withdrawn. Omits dependencies that set no
     * policy.
     */
    Map<String, ExcessPolicy> excess(Set<String> dependencies);
}
