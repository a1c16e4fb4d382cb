package matryoshka.service.graph.document;

import java.util.List;
import java.util.Optional;
import matryoshka.graph.Violation;

/**
 * One part of a document as far as it was readable.
 *
 * @param element what could be read; empty when that was too little to stand for anything
 * @param violations every fault of shape, in document order
 */
public record ReadElement<T>(Optional<T> element, List<Violation> violations) {
    public ReadElement {
        violations = List.copyOf(violations);
    }
}
