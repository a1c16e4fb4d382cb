package matryoshka.service.planning.conditions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import matryoshka.graph.Dependency;
import matryoshka.graph.DependencyTerms;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Violation;
import matryoshka.graph.validation.Violations;

/** The rules of a graph that only show when its conditions and patterns are compiled. */
public final class ExpressionRules {
    private final Conditions conditions;
    private final ParameterRules parameterRules;

    public ExpressionRules(Conditions conditions, ParameterRules parameterRules) {
        this.conditions = conditions;
        this.parameterRules = parameterRules;
    }

    /** Compiles the conditions of a graph that is taken over, so that no token request has to wait for that. */
    public void prepare(GraphDocument document) {
        conditions.prepare(document.dependencies().values().stream()
                .flatMap(dependency -> Stream.ofNullable(dependency.terms().when()))
                .toList());
    }

    /** Those that a document breaks; texts that are too long, or empty, are for the graph's own rules to refuse. */
    public List<Violation> violations(GraphDocument document) {
        List<Violation> violations = new Violations();
        // What cannot be compiled is not remembered; in one document it may be written often.
        Map<String, Optional<String>> conditionFaults = new HashMap<>();
        Map<String, Optional<String>> patternFaults = new HashMap<>();
        for (Dependency dependency : document.dependencies().values()) {
            String at = "/dependencies/" + escaped(dependency.name());
            DependencyTerms terms = dependency.terms();
            if (terms.when() != null && isWithin(terms.when(), DependencyTerms.MAX_CONDITION_LENGTH)) {
                conditionFaults
                        .computeIfAbsent(terms.when(), conditions::fault)
                        .ifPresent(fault -> violations.add(new Violation(at + "/when", "condition", fault)));
            }
            terms.parameters().forEach((name, pattern) -> {
                if (isWithin(pattern, DependencyTerms.MAX_PATTERN_LENGTH)) {
                    String parameter = at + "/parameters/" + escaped(name) + "/pattern";
                    patternFaults
                            .computeIfAbsent(pattern, parameterRules::fault)
                            .ifPresent(fault -> violations.add(new Violation(parameter, "pattern", fault)));
                }
            });
        }
        return violations;
    }

    private static boolean isWithin(String text, int longest) {
        return !text.isBlank() && text.length() <= longest;
    }

    private static String escaped(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }
}
