package matryoshka.service.graph.versions;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.power.Precedents;

/** All versions of the graph, from the first to the current one; none is ever changed or removed. Safe for many threads. */
public interface GraphVersions {

    /** Returns the number of the current version, 0 before the first publish. */
    long currentVersion();

    /** Returns the current graph. */
    GraphVersion current();

    /** Returns the current graph, reading only what changed since a version that the caller has. */
    GraphVersion since(GraphVersion known);

    /** Returns the graph at a version; empty if there is no such version (yet). Version 0 is the empty graph. */
    Optional<GraphDocument> load(long version);

    /**
     * Returns published versions, latest first.
     *
     * @param before only versions smaller than this
     * @param most the maximum number of results
     */
    List<PublishedVersion> history(long before, int most);

    /**
     * Returns the versions that added, changed or removed one element, latest first.
     *
     * @param element a service or dependency, which need not exist any more
     * @param before only versions smaller than this
     * @param most the maximum number of results
     */
    List<PublishedVersion> history(GraphElement element, long before, int most);

    /**
     * Replaces the current graph, in one transaction during which nobody else publishes.
     *
     * @param known a version that the caller has: only what changed since is read. A caller without one passes
     *     {@link GraphVersion#NOTHING_PUBLISHED}
     * @param publisher gets the current graph and decides; called once, while others wait. If it throws, the transaction ends and nothing
     *     is written
     */
    <R> PublishOutcome<R> publish(GraphVersion known, Publisher<R> publisher);

    /**
     * Decides what is published.
     *
     * @param <R> the type of refusal reasons
     */
    @FunctionalInterface
    interface Publisher<R> {
        /**
         * Decides, given the graph that it would replace.
         *
         * @param precedents valid while nobody else publishes or registers a client
         */
        PublishDecision<R> decide(GraphVersion current, Precedents precedents);
    }

    /** Returns the marks of versions, by number; none for a number that is no version. */
    Map<Long, String> marks(Collection<Long> versions);

    /** Returns what names mean at this moment, which may be over before the result is used: for dry runs. */
    Precedents precedents();
}
