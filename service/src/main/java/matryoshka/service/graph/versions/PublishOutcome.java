package matryoshka.service.graph.versions;

/**
 * What came of an attempt to publish.
 *
 * @param <R> how the publisher explains a refusal
 */
public sealed interface PublishOutcome<R> {

    /** The publisher refused; nothing was written. */
    record Refused<R>(R reason) implements PublishOutcome<R> {}

    /**
     * The graph is what the publisher wanted, durably.
     *
     * @param before the graph it replaced
     * @param current the graph as it is now; of the same version as before when there was nothing to change
     */
    record Accepted<R>(VersionedDocument before, VersionedDocument current) implements PublishOutcome<R> {

        /** Whether this made a version. */
        public boolean changed() {
            return before.version() != current.version();
        }
    }
}
