package matryoshka.graph.plan;

import static matryoshka.graph.GraphBuilder.graph;
import static matryoshka.graph.plan.Plans.ROOMY;
import static matryoshka.graph.plan.Plans.plan;
import static matryoshka.graph.plan.Plans.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import matryoshka.graph.TestGraphs;
import org.junit.jupiter.api.Test;

class ResolutionTest {

    @Test
    void placing_an_order_nests_what_the_order_service_needs() {
        assertThat(tree(plan(TestGraphs.shop().valid(), ROOMY, "web", "orders:place")))
                .isEqualTo("""
                        orders+stock [orders:place, stock:reserve] by web
                          payments [payments:charge] by orders exchange ledger
                            fraud [fraud:check] by payments
                        """);
    }

    @Test
    void a_scope_that_leads_nowhere_nests_nothing() {
        assertThat(tree(plan(TestGraphs.shop().valid(), ROOMY, "web", "orders:read")))
                .isEqualTo("orders [orders:read] by web\n");
    }

    @Test
    void edges_of_one_pair_make_one_token() {
        ServiceGraph graph = graph().service("a", "a:x", "a:y", "a:z")
                .service("b", "b:x", "b:y", "b:z")
                .embed("e1", "a:x > b:x")
                .embed("e2", "a:y > b:y b:x")
                .embed("e3", "a:x a:z > b:z")
                .valid();
        assertThat(tree(plan(graph, ROOMY, "c", "a:x", "a:y"))).isEqualTo("a [a:x, a:y] by c\n  b [b:x, b:y] by a\n");
    }

    @Test
    void an_edge_for_certain_clients_counts_only_in_chains_that_they_began() {
        ServiceGraph graph = graph().service("a", "a:x")
                .service("b", "b:x")
                .service("c", "c:x")
                .embed("a-b", "a:x > b:x")
                .edge("b-c", "b:x > c:x", Sharing.EMBED, d -> clients(d, "web"))
                .valid();
        assertThat(tree(plan(graph, ROOMY, "web", "a:x"))).contains("c [c:x] by b");
        assertThat(tree(plan(graph, ROOMY, "mobile", "a:x"))).doesNotContain("c:x");
    }

    @Test
    void a_token_shared_in_a_context_has_one_nested_token_for_each_holder() {
        ServiceGraph graph = graph().inContext("shared", "a", "a:x")
                .inContext("shared", "b", "b:x")
                .service("c", "c:x", "c:y")
                .reuse("a-b", "a:x > b:x")
                .embed("a-c", "a:x > c:x")
                .embed("b-c", "b:x > c:y")
                .valid();
        assertThat(tree(plan(graph, ROOMY, "web", "a:x")))
                .isEqualTo("a+b [a:x, b:x] by web\n  c [c:x] by a\n  c [c:y] by b\n");
    }

    @Test
    void reuse_goes_on_until_nothing_is_added() {
        ServiceGraph graph = graph().inContext("shared", "a", "a:x", "a:y")
                .inContext("shared", "b", "b:x", "b:y")
                .inContext("shared", "c", "c:x")
                .reuse("1", "a:y > c:x")
                .reuse("2", "b:x > a:y")
                .reuse("3", "a:x > b:x")
                .valid();
        assertThat(tree(plan(graph, ROOMY, "web", "a:x"))).isEqualTo("a+b+c [a:x, a:y, b:x, c:x] by web\n");
    }

    @Test
    void the_chain_of_actors_grows_with_each_holder() {
        TokenPlan plan = plan(TestGraphs.chain(4).valid(), ROOMY, "web", "s0:x");
        assertThat(plan.leafFirst().get(0).content().actors()).containsExactly("s2", "s1", "s0");
        assertThat(plan.outer().content().actors()).isEmpty();
        assertThat(plan.leafFirst().get(0).content().place()).isEqualTo(".0.0.0");
    }

    @Test
    void custom_claims_travel_only_where_an_edge_lets_them() {
        ClaimRules pass = new ClaimRules(Sorted.set(List.of("tier")), new TreeMap<>(Map.of("channel", "web")));
        ServiceGraph graph = graph().service("a", "a:x")
                .service("b", "b:x")
                .service("c", "c:x")
                .edge("a-b", "a:x > b:x", Sharing.EMBED, d -> claims(d, pass))
                .embed("b-c", "b:x > c:x")
                .valid();
        OuterToken outer = new OuterToken(
                "web", List.of(), new TreeMap<>(Map.of("tier", "gold", "secret", "no", "channel", "app")));
        TokenPlan plan = Plans.value(new FitPlan(ROOMY, Plans.SIZES, Plans.SIZES)
                .plan(graph, PlanRequest.of("web", Scopes.of("a:x"), Scopes.of("a:x")), outer));

        assertThat(plan.leafFirst().get(1).content().claims()).isEqualTo(Map.of("tier", "gold", "channel", "web"));
        assertThat(plan.leafFirst().get(0).content().claims()).isEmpty();
    }

    @Test
    void the_shortest_of_all_lifetimes_holds() {
        ServiceGraph graph = graph().service("a", "a:x")
                .service("b", s -> lifetime(s, Duration.ofSeconds(90)), "b:x", "b:y")
                .edge("1", "a:x > b:x", Sharing.EMBED, d -> lifetime(d, Duration.ofSeconds(60)))
                .edge("2", "a:x > b:y", Sharing.EMBED, d -> lifetime(d, Duration.ofSeconds(120)))
                .valid();
        TokenPlan plan = plan(graph, ROOMY, "web", "a:x");
        assertThat(plan.outer().content().lifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(plan.leafFirst().get(0).content().lifetime()).isEqualTo(Duration.ofSeconds(60));
    }

    private static Dependency clients(Dependency d, String client) {
        return new Dependency(
                d.name(),
                d.from(),
                d.to(),
                d.requires(),
                d.grants(),
                d.sharing(),
                Sorted.set(List.of(client)),
                null,
                false,
                d.claims());
    }

    private static Dependency claims(Dependency d, ClaimRules rules) {
        return new Dependency(
                d.name(), d.from(), d.to(), d.requires(), d.grants(), d.sharing(), d.clients(), null, false, rules);
    }

    private static Dependency lifetime(Dependency d, Duration cap) {
        return new Dependency(
                d.name(), d.from(), d.to(), d.requires(), d.grants(), d.sharing(), d.clients(), cap, false, d.claims());
    }

    private static matryoshka.graph.Service lifetime(matryoshka.graph.Service s, Duration lifetime) {
        return new matryoshka.graph.Service(s.name(), null, null, null, s.owners(), lifetime, s.scopes(), s.keys());
    }
}
