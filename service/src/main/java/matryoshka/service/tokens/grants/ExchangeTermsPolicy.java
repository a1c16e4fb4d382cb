package matryoshka.service.tokens.grants;

import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.Predicate;
import matryoshka.graph.Dependency;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Exchange;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;
import matryoshka.graph.plan.Registration;
import matryoshka.graph.plan.Subject;
import matryoshka.service.planning.conditions.ConditionVariables;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.conditions.ParameterRules;

/**
 * Finds what an exchange gives along the edges whose conditions hold and whose parameters the request has. Every edge that adds to it has
 * its parameters checked; one that would add nothing is left aside when it lacks some.
 */
final class ExchangeTermsPolicy {
    private final Conditions conditions;
    private final ParameterRules parameterRules;

    ExchangeTermsPolicy(Conditions conditions, ParameterRules parameterRules) {
        this.conditions = conditions;
        this.parameterRules = parameterRules;
    }

    /**
     * What is asked for.
     *
     * @param facts what conditions are judged by
     * @param parameters of the request, as they were sent
     */
    record Request(
            Subject subject, Exchange.Wish wish, ConditionVariables facts, SortedMap<String, String> parameters) {
        Request {
            parameters = Sorted.map(parameters);
        }
    }

    sealed interface Outcome {}

    /**
     * It is given.
     *
     * @param claims what the parameters become
     * @param extension by how much the new token may outlive the old one
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
        PlanResult<Exchange.Given> most = along.apply(open);
        if (most instanceof Refused<Exchange.Given> refused) {
            // A condition may speak of what the request lacks: then that is to be told.
            return along.apply(open.or(complete.negate())) instanceof Planned<Exchange.Given> incomplete
                            && onTerms(incomplete.value(), asked) instanceof Rejected lacking
                    ? lacking
                    : new Rejected(GrantResult.Refused.of(refused.reason(), refused.detail()));
        }
        Exchange.Given all = ((Planned<Exchange.Given>) most).value();
        Outcome agreed = onTerms(all, asked);
        return agreed instanceof Rejected
                        && along.apply(open.and(complete)) instanceof Planned<Exchange.Given> less
                        && scopes(less.value()).equals(scopes(all))
                ? onTerms(less.value(), asked)
                : agreed;
    }

    private boolean holds(Dependency edge, ConditionVariables facts) {
        String when = edge.terms().when();
        return when == null || conditions.holds(when, facts);
    }

    private ParameterRules.Outcome terms(List<Dependency> edges, Request asked) {
        return parameterRules.check(EdgeTerms.of(edges).parameters(), asked.parameters());
    }

    private Outcome onTerms(Exchange.Given given, Request asked) {
        ParameterRules.Outcome outcome = terms(edges(given), asked);
        if (outcome instanceof ParameterRules.Missing missing) {
            return new Rejected(GrantResult.Refused.subject("'" + missing.name() + "' is required for this exchange."));
        }
        if (outcome instanceof ParameterRules.Malformed malformed) {
            return new Rejected(GrantResult.Refused.subject(
                    "'" + malformed.name() + "' is not of the form that this exchange requires."));
        }
        return new Accepted(
                given,
                ((ParameterRules.Bound) outcome).claims(),
                given.along() == null ? Duration.ZERO : given.along().extension());
    }

    private static List<Dependency> edges(Exchange.Given given) {
        return given.along() == null ? List.of() : given.along().edges();
    }

    private static SortedSet<String> scopes(Exchange.Given given) {
        return given.along() == null ? Sorted.set(List.of()) : given.along().scopes();
    }
}
