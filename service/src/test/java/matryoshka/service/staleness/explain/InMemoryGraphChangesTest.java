package matryoshka.service.staleness.explain;

import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.InMemoryGraphVersions;

class InMemoryGraphChangesTest extends GraphChangesContract {
    private final GraphVersions versions = new InMemoryGraphVersions();

    @Override
    GraphVersions versions() {
        return versions;
    }

    @Override
    GraphChanges changes() {
        return new InMemoryGraphChanges(versions);
    }
}
