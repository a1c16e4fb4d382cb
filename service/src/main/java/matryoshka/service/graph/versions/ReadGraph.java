package matryoshka.service.graph.versions;

import java.util.Optional;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.validation.ValidatedGraph;
import matryoshka.service.platform.problems.ProblemException;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;

/** Reads the current graph from memory, or any version from the database. */
public final class ReadGraph {
    private final GraphVersions versions;
    private final Snapshots snapshots;
    private final GraphRules rules;

    public ReadGraph(GraphVersions versions, Snapshots snapshots, GraphRules rules) {
        this.versions = versions;
        this.snapshots = snapshots;
        this.rules = rules;
    }

    public GraphVersion current() {
        Snapshot snapshot = snapshots.current();
        return new GraphVersion(snapshot.version(), snapshot.graph().document());
    }

    /** Returns the document at a version; empty if there is none. */
    Optional<GraphVersion> at(long version) {
        GraphVersion current = current();
        return current.version() == version
                ? Optional.of(current)
                : versions.load(version).map(document -> new GraphVersion(version, document));
    }

    /** Returns the document at a version; throws 404 if there is none. */
    public GraphDocument document(long version) {
        return at(version)
                .orElseThrow(() -> ProblemException.of(404, "There is no such version of the graph."))
                .document();
    }

    /** Returns the graph at a version, ready for resolution; empty if there is none. */
    public Optional<ServiceGraph> graph(long version) {
        Snapshot snapshot = snapshots.current();
        return snapshot.version() == version
                ? Optional.of(snapshot.graph())
                : versions.load(version).map(rules::valid);
    }

    /** Returns the graph of a published document; if somebody wrote an invalid graph to the tables, the one in use here. */
    public ServiceGraph graph(GraphVersion published) {
        Snapshot snapshot = snapshots.current();
        if (snapshot.version() == published.version()) {
            return snapshot.graph();
        }
        return rules.judge(published.document()) instanceof ValidatedGraph.Valid valid
                ? valid.graph()
                : snapshot.graph();
    }
}
