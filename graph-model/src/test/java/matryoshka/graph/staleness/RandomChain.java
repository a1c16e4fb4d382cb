package matryoshka.graph.staleness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.RandomGraphs;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.Exchange;
import matryoshka.graph.plan.FitPlan;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.Plans;
import matryoshka.graph.plan.Registration;
import matryoshka.graph.plan.Subject;
import matryoshka.graph.plan.TokenPlan;

/**
 * A chain somewhere on its way.
 *
 * @param document the graph that it came here in
 * @param registration of its client
 * @param plan the last plan on the way
 */
record RandomChain(GraphDocument document, Budget budget, Registration registration, TokenPlan plan) {

    /** A client's own token, or one for a user: of several, one with many nested in it. */
    static RandomChain begin(Random random, Budget budget) {
        return Stream.generate(() -> any(random, budget))
                .limit(5)
                .max(Comparator.comparingInt(chain -> chain.plan().tokens()))
                .orElseThrow();
    }

    private static RandomChain any(Random random, Budget budget) {
        GraphDocument document = RandomGraphs.valid(random);
        List<Service> services = List.copyOf(document.services().values());
        String context = services.get(random.nextInt(services.size())).effectiveContext();
        SortedSet<String> all = new TreeSet<>();
        SortedSet<String> ofContext = new TreeSet<>();
        for (Service service : services) {
            all.addAll(service.scopes().keySet());
            if (service.effectiveContext().equals(context)) {
                ofContext.addAll(service.scopes().keySet());
            }
        }
        String client = "c" + random.nextInt(3);
        Registration registration = new Registration(Scopes.of(all), claims(random));
        Origin origin = Origin.of(client, some(random, Scopes.of(ofContext)));
        Origin begun = random.nextBoolean() ? origin : origin.bringing(some(random, List.of("age", "tier")));
        TokenPlan plan = Plans.value(
                fit(budget).plan(GraphBuilder.valid(document), begun, registration, OuterToken.forItself(client)));
        return new RandomChain(document, budget, registration, plan);
    }

    /** The chain after some service has exchanged one of its tokens in this graph; the same when it could not. */
    RandomChain exchanged(Random random, GraphDocument today) {
        ServiceGraph graph = GraphBuilder.valid(today);
        PlannedToken token = plan.leafFirst().get(random.nextInt(plan.tokens()));
        List<String> members = List.copyOf(token.content().members());
        String service = members.get(random.nextInt(members.size()));
        List<Dependency> edges = graph.dependenciesOf(service).stream()
                .filter(edge -> edge.sharing() != Sharing.REUSE)
                .toList();
        SortedSet<String> targets = new TreeSet<>();
        Scopes scopes = token.content().scopes();
        if (!edges.isEmpty() && random.nextInt(4) > 0) {
            Dependency edge = edges.get(random.nextInt(edges.size()));
            targets.add(edge.to());
            scopes = edge.grants();
        }
        Exchange.Wish wish = new Exchange.Wish(service, targets, random.nextBoolean() ? some(random, scopes) : null);
        Subject subject =
                new Subject(plan.origin(), token.path(), token.content().scopes());
        if (new Exchange(graph, registration).give(subject, wish) instanceof PlanResult.Planned<Exchange.Given> given
                && planned(graph, given.value().origin()) instanceof PlanResult.Planned<TokenPlan> next) {
            return new RandomChain(today, budget, registration, next.value());
        }
        return this;
    }

    /** The chain after its client was registered with some of its scopes, and perhaps with other claims. */
    RandomChain registeredAnew(Random random) {
        Registration other = new Registration(
                some(random, registration.scopes()), random.nextBoolean() ? registration.claims() : claims(random));
        return new RandomChain(document, budget, other, plan);
    }

    private static SortedMap<String, Object> claims(Random random) {
        return new TreeMap<>(
                random.nextBoolean() ? Map.of() : Map.of("tier", random.nextBoolean() ? "gold" : "silver"));
    }

    PlanResult<TokenPlan> planned(ServiceGraph graph, Origin origin) {
        return fit(budget).plan(graph, origin, registration, OuterToken.forItself(origin.client()));
    }

    static FitPlan fit(Budget budget) {
        return new FitPlan(budget, Plans.SIZES, Plans.SIZES);
    }

    /** At least one of them. */
    static Scopes some(Random random, Scopes all) {
        return Scopes.of(some(random, all.toList()));
    }

    static SortedSet<String> some(Random random, Collection<String> all) {
        List<String> some = new ArrayList<>(all);
        some.removeIf(one -> random.nextBoolean());
        return Sorted.set(some.isEmpty() ? List.of(all.iterator().next()) : some);
    }
}
