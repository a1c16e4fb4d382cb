package matryoshka.graph;

import java.util.Map;
import java.util.SortedMap;

/**
 * A document that describes a graph, as written: well-formed, but not yet known to be valid. {@code ValidatedGraph} checks that and makes a
 * {@link ServiceGraph} of it.
 *
 * @param services by name
 * @param dependencies by name
 * @param invariants by name
 */
public record GraphDocument(
        SortedMap<String, Service> services,
        SortedMap<String, Dependency> dependencies,
        SortedMap<String, Invariant> invariants) {

    public static final GraphDocument EMPTY = new GraphDocument(Sorted.map(Map.of()), Sorted.map(Map.of()));

    public GraphDocument {
        services = Sorted.map(services);
        dependencies = Sorted.map(dependencies);
        invariants = Sorted.map(invariants);
    }

    /** Creates a document without invariants. */
    public GraphDocument(SortedMap<String, Service> services, SortedMap<String, Dependency> dependencies) {
        this(services, dependencies, Sorted.map(Map.of()));
    }

    /** Returns the same document with other services. */
    public GraphDocument withServices(Map<String, Service> others) {
        return new GraphDocument(Sorted.map(others), dependencies, invariants);
    }

    /** Returns the same document with other dependencies. */
    public GraphDocument withDependencies(Map<String, Dependency> others) {
        return new GraphDocument(services, Sorted.map(others), invariants);
    }

    /** Returns the same document with other invariants. */
    public GraphDocument withInvariants(Map<String, Invariant> others) {
        return new GraphDocument(services, dependencies, Sorted.map(others));
    }
}
