package matryoshka.service.graph;

import java.util.List;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Violation;
import matryoshka.graph.diff.GraphDiff;

/** What came of an attempt to publish a graph. */
public sealed interface Publication {

    /**
     * The graph is, or with a dry run would be, this.
     *
     * @param version its version; with a dry run, or when nothing changed, the current one
     * @param diff what changed from the graph it replaced
     */
    record Done(long version, ServiceGraph graph, GraphDiff diff) implements Publication {}

    /** The graph that is current is not one that the publisher wanted to replace. */
    record Mismatch(long currentVersion) implements Publication {}

    /** The document is no valid graph. */
    record Invalid(List<Violation> violations) implements Publication {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }
}
