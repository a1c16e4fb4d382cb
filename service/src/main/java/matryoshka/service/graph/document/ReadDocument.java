package matryoshka.service.graph.document;

import java.util.List;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Violation;

/**
 * A document, as far as it could be read.
 *
 * @param document what could be read; complete if there are no violations
 * @param violations of form, in document order
 */
public record ReadDocument(GraphDocument document, List<Violation> violations) {
    public ReadDocument {
        violations = List.copyOf(violations);
    }
}
