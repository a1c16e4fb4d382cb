package matryoshka.service.graph.publish;

import matryoshka.graph.GraphDocument;
import matryoshka.service.graph.document.ReadDocument;

/**
 * A requested change of the graph: computes the new graph from the current one. Pure, and called again if the graph has changed in the
 * meantime.
 */
@FunctionalInterface
public interface GraphEdit {

    Edited apply(GraphDocument current);

    /** Returns whether the element to change exists: the whole graph always does, a single element may not. */
    default boolean changesSomethingIn(GraphDocument current) {
        return true;
    }

    /** The result of applying the edit. */
    sealed interface Edited {}

    /** The new graph, as far as it could be read. */
    record To(ReadDocument document) implements Edited {}

    /** The element to change does not exist. */
    record NothingThere() implements Edited {}
}
