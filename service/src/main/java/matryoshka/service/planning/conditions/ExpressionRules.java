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

/** The rules of a graph that only the compilation of its conditions and patterns can check. */
public final class ExpressionRules {
    private final Conditions conditions;
    private final ParameterRules parameterRules;

    public ExpressionRules(Conditions conditions, ParameterRules parameterRules) {
        this.conditions = conditions;
        this.parameterRules = parameterRules;
    }

    /** Compiles the conditions of a graph before it is used, so that no token request has to wait for that. */
    public void prepare(GraphDocument document) {
        conditions.prepare(document.dependencies().values().stream()
                .flatMap(dependency -> Stream.ofNullable(dependency.terms().when()))
                .toList());
    }

    /** Returns the violations of a document. Leaves empty and overlong texts to the graph's own rules. */
    public List<Violation> violations(GraphDocument document) {
        List<Violation> violations = new Violations();
        // Expressions that cannot be compiled are not cached elsewhere, and one document may repeat them often.
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
