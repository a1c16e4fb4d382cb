package matryoshka.service.staleness.explain;

import java.util.List;
import matryoshka.service.graph.versions.PublishedVersion;

/**
 * The part of a graph version's changes that was asked for.
 *
 * @param services names of services that the version added, changed or removed
 * @param dependencies names of dependencies that the version added, changed or removed
 */
public record GraphChange(PublishedVersion version, List<String> services, List<String> dependencies) {
    public GraphChange {
        services = List.copyOf(services);
        dependencies = List.copyOf(dependencies);
    }
}
