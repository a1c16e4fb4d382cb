package matryoshka.service.graph.publish;

import matryoshka.graph.GraphDocument;
import matryoshka.service.graph.document.ReadDocument;

/**
 * A wish to change the graph: what it is to be, given what it is. Pure, and asked again when the graph has changed meanwhile.
 */
@FunctionalInterface
public interface GraphEdit {

    Edited apply(GraphDocument current);

    /** Whether what is to be changed is there already: the whole graph always is, an element perhaps not. */
    default boolean changesSomethingIn(GraphDocument current) {
        return true;
    }

    /** What became of the wish. */
    sealed interface Edited {}

    /** The graph is to be this, as far as it was readable. */
    record To(ReadDocument document) implements Edited {}

    /** What was to be changed is not there. */
    record NothingThere() implements Edited {}
}
