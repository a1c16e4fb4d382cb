package matryoshka.service.graph.versions;

import java.time.Instant;
import matryoshka.graph.GraphDocument;
import org.jspecify.annotations.Nullable;

/**
 * A publisher's decision, given the graph that it would replace.
 *
 * @param <R> the type of refusal reasons
 */
public sealed interface PublishDecision<R> {

    /** Leave the graph as it is. */
    record Refuse<R>(R reason) implements PublishDecision<R> {}

    /**
     * Publish this graph.
     *
     * @param document valid by the graph's rules
     * @param publishedBy the client that publishes
     * @param message why, in the publisher's words; null for none
     * @param publishedAt to the microsecond
     */
    record Publish<R>(
            GraphDocument document,
            String publishedBy,
            @Nullable String message,
            Instant publishedAt) implements PublishDecision<R> {}
}
