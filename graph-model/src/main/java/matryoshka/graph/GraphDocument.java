package matryoshka.graph;

import java.util.Map;
import java.util.SortedMap;

/**
 * The one document that describes a graph, as somebody wrote it: well-formed, but not yet known to be valid. {@link ServiceGraph#of}
 * is the way to a graph that is.
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

    /** A document without invariants. */
    public GraphDocument(SortedMap<String, Service> services, SortedMap<String, Dependency> dependencies) {
        this(services, dependencies, Sorted.map(Map.of()));
    }

    /** The same document with other services. */
    public GraphDocument withServices(Map<String, Service> others) {
        return new GraphDocument(Sorted.map(others), dependencies, invariants);
    }

    /** The same document with other dependencies. */
    public GraphDocument withDependencies(Map<String, Dependency> others) {
        return new GraphDocument(services, Sorted.map(others), invariants);
    }

    /** The same document with other invariants. */
    public GraphDocument withInvariants(Map<String, Invariant> others) {
        return new GraphDocument(services, dependencies, Sorted.map(others));
    }
}
