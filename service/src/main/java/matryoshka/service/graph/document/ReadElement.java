package matryoshka.service.graph.document;

import java.util.List;
import java.util.Optional;
import matryoshka.graph.Violation;

/**
 * One part of a document, as far as it could be read.
 *
 * @param element what could be read; empty if that was not enough for an element
 * @param violations of form, in document order
 */
public record ReadElement<T>(Optional<T> element, List<Violation> violations) {
    public ReadElement {
        violations = List.copyOf(violations);
    }
}
