package matryoshka.service.graph.versions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.GraphTerms;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Violation;
import matryoshka.graph.validation.ValidatedGraph;
import matryoshka.graph.validation.Violations;
import matryoshka.service.graph.document.ReadDocument;
import matryoshka.service.planning.conditions.ExpressionRules;
import matryoshka.token.Recipient;

/** All rules that a graph must satisfy to be published: its form, the model's rules, expressions and usable keys. */
public final class GraphRules {
    private final GraphTerms terms;
    private final ExpressionRules expressionRules;

    public GraphRules(GraphTerms terms, ExpressionRules expressionRules) {
        this.terms = terms;
        this.expressionRules = expressionRules;
    }

    /** Checks a document as it was read. */
    public ValidatedGraph judge(ReadDocument read) {
        ValidatedGraph validated = judge(read.document());
        List<Violation> all = new ArrayList<>(read.violations());
        // The parts that could not be read are missing from the document. This reports only their own violations, not
        // what follows from them.
        Stream.concat(violations(validated), expressionRules.violations(read.document()).stream())
                .filter(violation -> read.violations().stream().noneMatch(shape -> follows(violation, shape)))
                .forEach(all::add);
        if (all.isEmpty()) {
            return validated;
        }
        all.sort(Comparator.comparing(Violation::pointer).thenComparing(Violation::rule));
        return new ValidatedGraph.Invalid(Violations.firstOf(all));
    }

    private static Stream<Violation> violations(ValidatedGraph validated) {
        return validated instanceof ValidatedGraph.Invalid invalid ? invalid.violations().stream() : Stream.empty();
    }

    private static boolean follows(Violation violation, Violation shape) {
        return violation.pointer().equals(shape.pointer())
                || violation.pointer().startsWith(shape.pointer() + "/")
                || shape.pointer().startsWith(violation.pointer() + "/");
    }

    /** Checks a document of valid form, including its expressions. */
    public ValidatedGraph judge(GraphDocument document) {
        ValidatedGraph validated = ValidatedGraph.of(document, terms);
        List<Violation> keys = document.services().values().stream()
                .flatMap(GraphRules::unusableKey)
                .collect(Collectors.toCollection(Violations::new));
        if (keys.isEmpty()) {
            return validated;
        }
        List<Violation> all = new ArrayList<>(keys);
        if (validated instanceof ValidatedGraph.Invalid invalid) {
            all.addAll(invalid.violations());
        }
        return new ValidatedGraph.Invalid(all);
    }

    /**
     * Returns the graph of a document that was valid when it was published, ready for use.
     *
     * @throws IllegalStateException if it is no longer valid: somebody wrote to the tables, or limits have become stricter
     */
    public ServiceGraph valid(GraphDocument published) {
        ValidatedGraph validated = judge(published);
        if (validated instanceof ValidatedGraph.Valid valid) {
            expressionRules.prepare(published);
            return valid.graph();
        }
        throw new IllegalStateException(
                "the published graph breaks the rules: " + ((ValidatedGraph.Invalid) validated).violations());
    }

    private static Stream<Violation> unusableKey(Service service) {
        SortedMap<String, String> key = service.keys().encryption();
        if (key == null) {
            return Stream.empty();
        }
        try {
            Recipient.parse(key);
            return Stream.empty();
        } catch (IllegalArgumentException unusable) {
            String sentence = String.valueOf(unusable.getMessage());
            return Stream.of(new Violation("/services/" + service.name() + "/keys/encryption", "key", sentence));
        }
    }
}
