package matryoshka.service.graph.document;

import java.util.List;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Violation;

/**
 * A document as far as it was readable.
 *
 * @param document what could be read; the whole when there are no violations
 * @param violations every fault of shape, in document order
 */
public record ReadDocument(GraphDocument document, List<Violation> violations) {
    public ReadDocument {
        violations = List.copyOf(violations);
    }
}
