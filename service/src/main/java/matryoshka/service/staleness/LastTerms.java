package matryoshka.service.staleness;

import java.util.Map;
import java.util.Set;
import matryoshka.graph.ExcessPolicy;

/** The terms that dependencies had last, those that the graph no longer has included. */
@FunctionalInterface
public interface LastTerms {
    /** By dependency, what becomes of power that was had along it and is withdrawn; without those that say nothing about it. */
    Map<String, ExcessPolicy> excess(Set<String> dependencies);
}
