package matryoshka.service.graph.versions;

/**
 * The outcome of an attempt to publish.
 *
 * @param <R> the type of refusal reasons
 */
public sealed interface PublishOutcome<R> {

    /** The publisher refused; nothing was written. */
    record Refused<R>(R reason) implements PublishOutcome<R> {}

    /**
     * The graph is durably what the publisher wanted.
     *
     * @param before the graph it replaced
     * @param current the current graph; has the same version as before if there was nothing to change
     */
    record Accepted<R>(GraphVersion before, GraphVersion current) implements PublishOutcome<R> {

        /** Returns whether this created a version. */
        public boolean changed() {
            return before.version() != current.version();
        }
    }
}
