package matryoshka.graph.validation;

import java.util.List;
import java.util.function.Function;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.GraphTerms;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Violation;

/** The result of checking a document against all rules: it describes a valid graph, or violates some of them. */
public sealed interface ValidatedGraph {

    /** The document describes this graph. */
    record Valid(ServiceGraph graph) implements ValidatedGraph {}

    /** The document violates these rules: at least one. */
    record Invalid(List<Violation> violations) implements ValidatedGraph {
        public Invalid {
            violations = List.copyOf(violations);
        }
    }

    /** Returns what one function makes of the graph, or the other of the violations. */
    default <R> R fold(Function<ServiceGraph, R> valid, Function<List<Violation>, R> invalid) {
        return this instanceof Valid there ? valid.apply(there.graph()) : invalid.apply(((Invalid) this).violations());
    }

    /** Checks a document. */
    static ValidatedGraph of(GraphDocument document, GraphTerms terms) {
        ServiceGraph graph = ServiceGraph.unvalidated(document, terms);
        List<Violation> violations = GraphValidator.violations(graph, terms);
        return violations.isEmpty() ? new Valid(graph) : new Invalid(violations);
    }
}
