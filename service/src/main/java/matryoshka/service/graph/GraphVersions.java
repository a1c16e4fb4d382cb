package matryoshka.service.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import matryoshka.graph.GraphDocument;

/** Every version of the graph, from the first to the current one; none is ever changed or removed. Safe for many threads. */
public interface GraphVersions {

    /** The number of the current version, 0 before the first publish. */
    long currentVersion();

    /** The current graph. */
    VersionedDocument current();

    /** The current graph, reading only what changed since a version that the caller has at hand. */
    VersionedDocument since(VersionedDocument known);

    /** The graph as of a version; empty when there is no such version (yet). Version 0 is the empty graph. */
    Optional<GraphDocument> load(long version);

    /**
     * What was published, the latest first.
     *
     * @param before only versions smaller than this
     * @param most at most so many
     */
    List<PublishedVersion> history(long before, int most);

    /**
     * Replaces the current graph, in one transaction during which nobody else publishes.
     *
     * @param known a version the caller has at hand: only what changed since has to be read. Who has none hands in
     *     {@link VersionedDocument#NOTHING_PUBLISHED}
     * @param publisher is shown the current graph and decides; called once, while others wait. What it throws ends the
     *     transaction, with nothing written
     */
    <R> PublishOutcome<R> publish(VersionedDocument known, Function<VersionedDocument, PublishDecision<R>> publisher);
}
