package matryoshka.graph;

import java.util.Map;
import java.util.SortedMap;

/**
 * The one document that describes a graph, as somebody wrote it: well-formed, but not yet known to be valid. {@link ServiceGraph#of}
 * is the way to a graph that is.
 *
 * @param services by name
 * @param dependencies by name
 */
public record GraphDocument(SortedMap<String, Service> services, SortedMap<String, Dependency> dependencies) {

    public static final GraphDocument EMPTY = new GraphDocument(Sorted.map(Map.of()), Sorted.map(Map.of()));

    public GraphDocument {
        services = Sorted.map(services);
        dependencies = Sorted.map(dependencies);
    }
}
