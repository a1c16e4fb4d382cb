package matryoshka.service.graph.versions;

import java.util.Optional;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.validation.ValidatedGraph;
import matryoshka.service.platform.problems.ProblemException;
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

    public VersionedDocument current() {
        Snapshot snapshot = snapshots.current();
        return new VersionedDocument(snapshot.version(), snapshot.graph().document());
    }

    /** The document as of a version; empty when there is none. */
    Optional<VersionedDocument> at(long version) {
        VersionedDocument current = current();
        return current.version() == version
                ? Optional.of(current)
                : versions.load(version).map(document -> new VersionedDocument(version, document));
    }

    /** The document as of a version; 404 when there is none. */
    public GraphDocument document(long version) {
        return at(version)
                .orElseThrow(() -> ProblemException.of(404, "There is no such version of the graph."))
                .document();
    }

    /** The graph as of a version, ready for resolving; empty when there is none. */
    public Optional<ServiceGraph> graph(long version) {
        Snapshot snapshot = snapshots.current();
        return snapshot.version() == version
                ? Optional.of(snapshot.graph())
                : versions.load(version).map(rules::valid);
    }

    /** The graph of a document that is or was published; the one in use here if somebody has written to the tables what is none. */
    public ServiceGraph graph(VersionedDocument published) {
        Snapshot snapshot = snapshots.current();
        if (snapshot.version() == published.version()) {
            return snapshot.graph();
        }
        return rules.judge(published.document()) instanceof ValidatedGraph.Valid valid
                ? valid.graph()
                : snapshot.graph();
    }
}
