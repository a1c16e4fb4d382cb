package matryoshka.graph.plan;

import static matryoshka.graph.plan.Exchanges.wish;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.RandomGraphs;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for exchange in every graph. */
class ExchangePropertiesTest {
    private static final int ROUNDS = 200;
    private static final Map<String, Object> CLAIMS = Map.of("tier", "gold", "age", "young");

    /** A client's own token, of one service. */
    private static TokenPlan plan(Random random, Exchanges graph) {
        List<String> scopes = graph.registered().toList();
        String scope = scopes.get(random.nextInt(scopes.size()));
        String client = "c" + random.nextInt(3);
        PlanRequest request = PlanRequest.of(client, graph.registered(), Scopes.of(scope));
        OuterToken outer =
                new OuterToken(client, random.nextBoolean() ? List.of(client) : List.of(), new TreeMap<>(CLAIMS));
        return Plans.value(new FitPlan(Plans.ROOMY, Plans.SIZES, Plans.SIZES).plan(graph.graph(), request, outer));
    }

    private static Exchanges graph(Random random) {
        return Exchanges.in(GraphBuilder.valid(RandomGraphs.valid(random))).claiming(CLAIMS);
    }

    /** Invariant 3. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void what_is_embedded_along_an_edge_and_what_is_exchanged_along_it_say_the_same(long seed) {
        Random random = new Random(seed);
        int compared = 0;
        int between = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Exchanges graph = graph(random);
            TokenPlan plan = plan(random, graph);
            for (PlannedToken parent : plan.leafFirst()) {
                for (int index : parent.embeds()) {
                    PlannedToken child = plan.leafFirst().get(index);
                    SortedSet<String> embedded = granted(graph, plan, parent, child);
                    TokenPlan exchanged = exchangedFor(graph, plan, parent, child, embedded);
                    assertThat(said(exchanged, exchanged.outer()))
                            .as("seed %d round %d", seed, round)
                            .isEqualTo(said(plan, child));
                    compared++;
                    between +=
                            parent.content().members().contains(child.content().callee()) ? 1 : 0;
                }
            }
        }
        assertThat(compared).isGreaterThan(ROUNDS / 4);
        assertThat(between).as("edges between members of one token").isPositive();
    }

    /** What the edges grant by which the child is embedded. */
    private static SortedSet<String> granted(Exchanges graph, TokenPlan plan, PlannedToken parent, PlannedToken child) {
        SortedSet<String> granted = new TreeSet<>();
        for (Dependency edge : graph.graph().dependenciesOf(child.content().presenter())) {
            if (edge.sharing() == Sharing.EMBED
                    && edge.to().equals(child.content().callee())
                    && edge.matches(plan.originClient())
                    && parent.content().scopes().containsAll(edge.requires())) {
                granted.addAll(edge.grants().toList());
            }
        }
        return granted;
    }

    /** Asks for these scopes as the child's holder would. */
    private static TokenPlan exchangedFor(
            Exchanges graph, TokenPlan plan, PlannedToken parent, PlannedToken child, SortedSet<String> scopes) {
        String holder = child.content().presenter();
        Exchange.Given given = Plans.value(graph.give(
                plan, parent.path(), wish(holder, List.of(child.content().callee()), List.copyOf(scopes))));
        OuterToken outer = new OuterToken(
                holder,
                Actors.joinedBy(holder, parent.content().actors()),
                Objects.requireNonNull(given.rules()).applyTo(parent.content().claims()),
                graph.graph().service(holder).orElseThrow().keys().confirmation());
        return new PersonalizePlan(Plans.ROOMY, Plans.SIZES).dress(graph.plan(given.origin()), outer);
    }

    /** All that a token says to others, but for whether it is encrypted, and the same of all below it. */
    private static List<Object> said(TokenPlan plan, PlannedToken token) {
        PlannedContent content = token.content();
        List<Object> said = new ArrayList<>(List.of(
                content.members(),
                content.audiences(),
                content.scopes(),
                content.claims(),
                content.presenter(),
                content.actors(),
                content.lifetime(),
                String.valueOf(content.confirmation()),
                content.exchange(),
                token.rules(),
                token.offers()));
        for (int index : token.embeds()) {
            PlannedToken child = plan.leafFirst().get(index);
            said.add(List.of(child.content().confidential(), said(plan, child)));
        }
        return said;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void dressing_a_plan_gives_what_planning_in_that_dress_gives(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Exchanges graph = graph(random);
            TokenPlan plan = plan(random, graph);
            PlannedContent outer = plan.outer().content();
            TokenPlan dressed = new PersonalizePlan(Plans.ROOMY, Plans.SIZES)
                    .dress(
                            graph.plan(plan.origin()),
                            new OuterToken(outer.presenter(), outer.actors(), outer.claims()));
            assertThat(dressed).as("seed %d round %d", seed, round).isEqualTo(plan);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void what_is_given_is_had_in_the_same_graph_and_has_just_the_scopes_asked_for(long seed) {
        Random random = new Random(seed);
        int given = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Exchanges graph = graph(random);
            TokenPlan plan = plan(random, graph);
            for (int exchange = 0; exchange < 4; exchange++) {
                PlannedToken token = plan.leafFirst().get(random.nextInt(plan.tokens()));
                List<String> members = List.copyOf(token.content().members());
                String service = members.get(random.nextInt(members.size()));
                List<String> asked = asked(random, graph.graph(), service, token);
                if (graph.give(plan, token.path(), wish(service, List.of(), asked))
                        instanceof PlanResult.Planned<Exchange.Given> planned) {
                    plan = graph.plan(planned.value().origin());
                    given++;
                    SortedSet<String> owners = new TreeSet<>();
                    asked.forEach(scope -> owners.add(
                            graph.graph().ownerOf(scope).orElseThrow().name()));
                    PlanNode expected =
                            new Resolution(graph.graph(), plan.originClient()).node(owners, Scopes.of(asked));
                    assertThat(plan.outer().content().scopes())
                            .as("seed %d round %d", seed, round)
                            .isEqualTo(expected.scopes());
                }
            }
        }
        assertThat(given).isGreaterThan(ROUNDS);
    }

    /** Some of what the token has, or of what a service that is called from there owns. */
    private static List<String> asked(Random random, ServiceGraph graph, String service, PlannedToken token) {
        List<Dependency> edges = graph.dependenciesOf(service);
        Scopes possible = edges.isEmpty() || random.nextBoolean()
                ? token.content().scopes()
                : edges.get(random.nextInt(edges.size())).grants();
        List<String> asked = new ArrayList<>(possible.toList());
        asked.removeIf(scope -> random.nextInt(3) == 0);
        return asked.isEmpty() ? List.of(possible.first()) : List.copyOf(Sorted.set(asked));
    }
}
