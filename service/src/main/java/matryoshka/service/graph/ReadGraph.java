package matryoshka.service.graph;

import java.util.Optional;
import matryoshka.graph.ServiceGraph;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;

/** The graph of today, from memory, or of any version, from the database. */
public final class ReadGraph {
    private final GraphVersions versions;
    private final Snapshots snapshots;
    private final GraphRules rules;

    public ReadGraph(GraphVersions versions, Snapshots snapshots, GraphRules rules) {
        this.versions = versions;
        this.snapshots = snapshots;
        this.rules = rules;
    }

    /** A graph and its version. */
    public record At(long version, ServiceGraph graph) {}

    public At current() {
        Snapshot snapshot = snapshots.current();
        return new At(snapshot.version(), snapshot.graph());
    }

    /** The graph as of a version; empty when there is none. */
    public Optional<At> at(long version) {
        At current = current();
        if (current.version() == version) {
            return Optional.of(current);
        }
        return versions.load(version).map(document -> new At(version, rules.valid(document)));
    }
}
