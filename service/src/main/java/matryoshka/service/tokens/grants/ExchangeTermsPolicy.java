package matryoshka.service.tokens.grants;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import matryoshka.graph.Dependency;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Exchange;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.Registration;
import matryoshka.graph.plan.Subject;
import matryoshka.service.planning.conditions.ConditionVariables;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.conditions.ParameterRules;

/**
 * Finds what an exchange gives along the edges whose conditions hold and whose parameters are in the request. Checks the parameters of
 * every edge that adds something; ignores an edge with missing parameters if it would add nothing.
 */
final class ExchangeTermsPolicy {
    private final Conditions conditions;
    private final ParameterRules parameterRules;

    ExchangeTermsPolicy(Conditions conditions, ParameterRules parameterRules) {
        this.conditions = conditions;
        this.parameterRules = parameterRules;
    }

    /**
     * The request.
     *
     * @param facts the variables for conditions
     * @param parameters as they were sent
     */
    record Request(
            Subject subject, Exchange.Wish wish, ConditionVariables facts, SortedMap<String, String> parameters) {
        Request {
            parameters = Sorted.map(parameters);
        }
    }

    sealed interface Outcome {}

    /**
     * The request is granted.
     *
     * @param claims the claims that parameters become
     * @param extension by how much the new token may outlive the subject token
     */
    record Accepted(Exchange.Given given, SortedMap<String, String> claims, Duration extension) implements Outcome {
        Accepted {
            claims = Sorted.map(claims);
        }
    }

    record Rejected(GrantResult.Refused refusal) implements Outcome {}

    /** @param registration of the origin client */
    Outcome agree(ServiceGraph graph, Registration registration, Request asked) {
        Predicate<Dependency> open = edge -> holds(edge, asked.facts());
        Predicate<Dependency> complete = edge -> terms(List.of(edge), asked) instanceof ParameterRules.Bound;
        Function<Predicate<Dependency>, PlanResult<Exchange.Given>> along =
                counts -> new Exchange(graph, registration, counts).give(asked.subject(), asked.wish());
        return along.apply(open)
                .fold(
                        all -> {
                            Outcome agreed = onTerms(all, asked);
                            return agreed instanceof Rejected
                                    ? along.apply(open.and(complete))
                                            .toOptional()
                                            .filter(less -> scopes(less).equals(scopes(all)))
                                            .map(less -> onTerms(less, asked))
                                            .orElse(agreed)
                                    : agreed;
                        },
                        // If a condition fails, the reason may be a missing parameter, which is the better message.
                        refused -> along.apply(open.or(complete.negate()))
                                .toOptional()
                                .map(incomplete -> onTerms(incomplete, asked))
                                .filter(Rejected.class::isInstance)
                                .orElseGet(() ->
                                        new Rejected(GrantResult.Refused.of(refused.reason(), refused.detail()))));
    }

    private boolean holds(Dependency edge, ConditionVariables facts) {
        String when = edge.terms().when();
        return when == null || conditions.holds(when, facts);
    }

    private ParameterRules.Outcome terms(List<Dependency> edges, Request asked) {
        return parameterRules.check(parameters(edges), asked.parameters());
    }

    /** Returns, by name, the patterns of each parameter that any of the edges requires. */
    private static SortedMap<String, SortedSet<String>> parameters(List<Dependency> edges) {
        SortedMap<String, SortedSet<String>> parameters = new TreeMap<>();
        for (Dependency edge : edges) {
            edge.terms()
                    .parameters()
                    .forEach((name, pattern) -> parameters
                            .computeIfAbsent(name, first -> new TreeSet<>())
                            .add(pattern));
        }
        return parameters;
    }

    private Outcome onTerms(Exchange.Given given, Request asked) {
        ParameterRules.Outcome outcome = terms(edges(given), asked);
        if (outcome instanceof ParameterRules.Missing missing) {
            return new Rejected(GrantResult.Refused.subject("'" + missing.name() + "' is required for this exchange.")
                    .because("parameter-missing"));
        }
        if (outcome instanceof ParameterRules.Malformed malformed) {
            return new Rejected(GrantResult.Refused.subject(
                            "'" + malformed.name() + "' does not match the pattern that this exchange requires.")
                    .because("parameter-malformed"));
        }
        return new Accepted(
                given,
                ((ParameterRules.Bound) outcome).claims(),
                given.along() == null ? Duration.ZERO : given.along().extension());
    }

    private static List<Dependency> edges(Exchange.Given given) {
        return given.along() == null ? List.of() : given.along().edges();
    }

    private static Scopes scopes(Exchange.Given given) {
        return given.along() == null ? Scopes.NONE : given.along().scopes();
    }
}
