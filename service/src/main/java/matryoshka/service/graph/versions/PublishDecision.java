package matryoshka.service.graph.versions;

import java.time.Instant;
import matryoshka.graph.GraphDocument;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher decides once it has seen the graph that it would replace.
 *
 * @param <R> how it explains a refusal
 */
public sealed interface PublishDecision<R> {

    /** To leave the graph as it is. */
    record Refuse<R>(R reason) implements PublishDecision<R> {}

    /**
     * To make this the graph.
     *
     * @param document valid by the graph's rules
     * @param publishedBy the client that publishes
     * @param message why, in the publisher's words; null when it gave none
     * @param publishedAt to the microsecond
     */
    record Publish<R>(
            GraphDocument document,
            String publishedBy,
            @Nullable String message,
            Instant publishedAt) implements PublishDecision<R> {}
}
