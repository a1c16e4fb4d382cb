package matryoshka.service.staleness.explain;

import java.util.List;
import matryoshka.service.graph.versions.PublishedVersion;

/**
 * What one version of the graph changed of what somebody asked about.
 *
 * @param services names of those that it added, changed or removed
 * @param dependencies names of those that it added, changed or removed
 */
public record GraphChange(PublishedVersion version, List<String> services, List<String> dependencies) {
    public GraphChange {
        services = List.copyOf(services);
        dependencies = List.copyOf(dependencies);
    }
}
