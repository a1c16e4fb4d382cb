package matryoshka.service.graph.versions;

import java.util.List;
import java.util.Optional;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.power.Precedents;

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
    <R> PublishOutcome<R> publish(VersionedDocument known, Publisher<R> publisher);

    /**
     * Decides what is published.
     *
     * @param <R> how it explains a refusal
     */
    @FunctionalInterface
    interface Publisher<R> {
        /**
         * Decides once it has seen the graph that it would replace.
         *
         * @param precedents as they are while nobody else publishes or registers a client
         */
        PublishDecision<R> decide(VersionedDocument current, Precedents precedents);
    }

    /** What names mean at this moment, which may be over when it is looked at: for dry runs. */
    Precedents precedents();
}
