package matryoshka.graph.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.RandomGraphs;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every graph, client and set of scopes. The seeds are in the names: a failure can be run again alone. */
class PlanPropertiesTest {
    private static final int ROUNDS = 300;
    private static final Budget TIGHT = new Budget(4, 12, 3_000, Budget.Overflow.EXCHANGE);

    private record Case(ServiceGraph graph, OuterToken outer, PlanRequest request) {
        PlanResult<TokenPlan> fit(Budget budget) {
            return new FitPlan(budget, Plans.SIZES, Plans.SIZES).plan(graph, request, outer);
        }

        TokenPlan plan(Budget budget) {
            return Plans.value(fit(budget));
        }
    }

    private static Case random(Random random) {
        ServiceGraph graph = GraphBuilder.valid(RandomGraphs.valid(random));
        List<Service> services = List.copyOf(graph.document().services().values());
        Service entry = services.get(random.nextInt(services.size()));
        List<String> scopes = new ArrayList<>();
        for (Service service : services) {
            if (service.effectiveContext().equals(entry.effectiveContext())) {
                service.scopes().keySet().stream()
                        .filter(scope -> random.nextBoolean())
                        .forEach(scopes::add);
            }
        }
        if (scopes.isEmpty()) {
            scopes.add(entry.scopes().firstKey());
        }
        SortedMap<String, Object> claims = new TreeMap<>();
        if (random.nextBoolean()) {
            claims.put("tier", "gold");
        }
        String client = "c" + random.nextInt(3);
        return new Case(
                graph,
                new OuterToken(client, List.of(), claims),
                PlanRequest.of(client, Scopes.of(scopes), Scopes.of(scopes)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void authority_and_claims_only_ever_narrow_on_the_way_down(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            TokenPlan plan = random(random).plan(Plans.ROOMY);
            for (PlannedToken parent : plan.leafFirst()) {
                for (int index : parent.embeds()) {
                    PlannedToken child = plan.leafFirst().get(index);
                    assertThat(Plans.authority(plan, parent)).containsAll(Plans.authority(plan, child));
                    SortedMap<String, Object> fromAbove =
                            new TreeMap<>(child.content().claims());
                    fromAbove.entrySet().removeAll(parent.content().claims().entrySet());
                    fromAbove.remove("channel", "web");
                    assertThat(fromAbove).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_scope_is_in_a_token_whose_audience_does_not_own_it(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Case some = random(random);
            for (PlannedToken token : some.plan(Plans.ROOMY).leafFirst()) {
                for (String scope : token.content().scopes()) {
                    String owner = some.graph().ownerOf(scope).orElseThrow().effectiveAudience();
                    assertThat(token.content().audiences()).contains(owner);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_plan_is_ever_over_the_budget_and_nothing_is_cut_in_silence(long seed) {
        Random random = new Random(seed);
        int cut = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Case some = random(random);
            TokenPlan plan = some.plan(TIGHT);
            assertThat(plan.depth()).isLessThanOrEqualTo(TIGHT.maxDepth());
            assertThat(plan.tokens()).isLessThanOrEqualTo(TIGHT.maxTokens());
            assertThat(plan.bytes()).isLessThanOrEqualTo(TIGHT.maxBytes());
            assertThat(plan.budgetUsed()).isBetween(0.0, 1.0);
            Resolution resolution = new Resolution(some.graph(), plan.originClient());
            for (PlannedToken token : plan.leafFirst()) {
                PlanNode node = resolution.node(
                        token.content().members(), token.content().scopes());
                assertThat(token.embeds().size() + token.cut().size())
                        .isEqualTo(node.embeddings().size());
                Set<String> announced = new HashSet<>();
                token.cut().forEach(one -> announced.add(one.offer().audience()));
                assertThat(token.content().exchange()).isEqualTo(announced);
                cut += token.cut().size();
            }
        }
        assertThat(cut).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_same_graph_client_and_scopes_give_the_same_plan(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Case some = random(random);
            Case again = new Case(GraphBuilder.valid(some.graph().document()), some.outer(), some.request());
            assertThat(again.plan(TIGHT)).isEqualTo(some.plan(TIGHT));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void more_scopes_never_give_less(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Case wide = random(random);
            Scopes scopes = wide.request().registered().filter(scope -> !random.nextBoolean());
            if (scopes.isEmpty()) {
                continue;
            }
            Case narrow = new Case(
                    wide.graph(), wide.outer(), PlanRequest.of(wide.request().client(), scopes, scopes));
            TokenPlan wider = wide.plan(Plans.ROOMY);
            TokenPlan narrower = narrow.plan(Plans.ROOMY);
            assertThat(Plans.authority(wider, wider.outer())).containsAll(Plans.authority(narrower, narrower.outer()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void what_is_not_overfull_is_planned_whole_and_resolves_as_section_4_says(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Case some = random(random);
            TokenPlan plan = some.plan(Plans.ROOMY);
            String literally = LiteralResolution.tree(
                    some.graph().document(),
                    some.request().client(),
                    some.request().registered().toList());
            assertThat(Plans.tree(plan)).as("seed %d round %d", seed, round).isEqualTo(literally);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void ids_differ_where_contents_or_places_differ(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            TokenPlan plan = random(random).plan(TIGHT);
            assertThat(plan.leafFirst().stream().map(PlannedToken::id)).doesNotHaveDuplicates();
            assertThat(plan.leafFirst()).allMatch(token -> token.id().length() == 16);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_tree_keeps_whole_levels_and_then_as_many_of_the_smallest_tokens_as_fit(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Case some = random(random);
            Budget budget = new Budget(
                    1 + random.nextInt(5),
                    1 + random.nextInt(12),
                    1_000 + random.nextInt(4_000),
                    Budget.Overflow.EXCHANGE);
            PlanResult<TokenPlan> fitted = some.fit(budget);
            if (fitted instanceof PlanResult.Planned<TokenPlan> planned) {
                String expected = LiteralCutting.tree(some.graph(), some.request(), some.outer(), budget);
                assertThat(Plans.tree(planned.value()))
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rejecting_refuses_exactly_what_would_have_been_cut(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Case some = random(random);
            boolean cut = some.plan(TIGHT).leafFirst().stream()
                    .anyMatch(token -> !token.cut().isEmpty());
            PlanResult<TokenPlan> strict =
                    some.fit(new Budget(TIGHT.maxDepth(), TIGHT.maxTokens(), TIGHT.maxBytes(), Budget.Overflow.REJECT));
            assertThat(strict instanceof PlanResult.Refused<TokenPlan>).isEqualTo(cut);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_order_of_what_is_registered_does_not_matter(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Case some = random(random);
            PlanRequest all =
                    PlanRequest.all(some.request().client(), some.request().registered());
            assertThat(new Case(some.graph(), some.outer(), all).plan(TIGHT)).isEqualTo(some.plan(TIGHT));
        }
    }
}
