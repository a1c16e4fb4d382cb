package matryoshka.graph.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import matryoshka.graph.Edges;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.Invariant;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import matryoshka.graph.TestGraphs;
import matryoshka.graph.Violation;
import org.junit.jupiter.api.Test;

class InvariantRulesTest {

    private static String only(List<Violation> violations) {
        assertThat(violations).hasSize(1);
        assertThat(violations.get(0).rule()).isEqualTo("invariant");
        return violations.get(0).pointer() + " " + violations.get(0).message();
    }

    private static GraphBuilder shop(Invariant invariant) {
        return TestGraphs.shop().invariant(invariant);
    }

    private static Invariant never(String from, String scope) {
        return new Invariant.Never("books", from, scope);
    }

    @Test
    void a_service_that_reaches_what_it_never_may_is_told_edge_by_edge() {
        assertThat(only(shop(never("orders", "ledger:write")).violations()))
                .isEqualTo(
                        "/invariants/books \"books\" is broken: the service \"orders\" reaches the scope \"ledger:write\": "
                                + "via orders-charge (orders → payments), then payments-book (payments → ledger).");
    }

    @Test
    void a_service_that_does_not_reach_it_breaks_nothing() {
        assertThat(shop(never("fraud", "ledger:write")).violations()).isEmpty();
        assertThat(shop(never("orders", "payments:refund")).violations()).isEmpty();
    }

    @Test
    void reuse_is_a_way_to_reach_a_scope() {
        assertThat(only(shop(never("orders", "stock:reserve")).violations()))
                .contains("via orders-reserve-stock (orders → stock).");
    }

    @Test
    void what_a_service_has_itself_it_reaches() {
        assertThat(only(shop(never("orders", "orders:read")).violations())).contains("its own token has it");
    }

    @Test
    void lists_of_clients_do_not_clear_a_service() {
        GraphBuilder graph = shop(never("orders", "fraud:check"))
                .edge(
                        "payments-ask-fraud",
                        "payments:charge > fraud:check",
                        Sharing.EMBED,
                        edge -> Edges.clients(edge, List.of("somebody")));
        assertThat(only(graph.violations())).contains("payments-ask-fraud");
    }

    @Test
    void a_client_is_judged_by_what_it_has_registered_and_by_the_edges_in_its_chains() {
        ServiceGraph graph = shop(never("web", "fraud:check")).valid();
        assertThat(only(ClientInvariants.violations(graph, Map.of("web", Scopes.of("orders:place")))))
                .contains("the client \"web\" reaches", "orders-charge (orders → payments), then payments-ask-fraud");
        assertThat(ClientInvariants.violations(graph, Map.of("web", Scopes.of("orders:read", "gone"))))
                .isEmpty();
        assertThat(ClientInvariants.violations(graph, Map.of("other", Scopes.of("orders:place"))))
                .isEmpty();
        ServiceGraph others = shop(never("web", "fraud:check"))
                .edge(
                        "payments-ask-fraud",
                        "payments:charge > fraud:check",
                        Sharing.EMBED,
                        edge -> Edges.clients(edge, List.of("other")))
                .valid();
        assertThat(ClientInvariants.violations(others, Map.of("web", Scopes.of("orders:place"))))
                .isEmpty();
    }

    @Test
    void a_scope_that_a_client_has_registered_is_reached() {
        ServiceGraph graph = shop(never("web", "fraud:check")).valid();
        assertThat(only(ClientInvariants.violations(graph, Map.of("web", Scopes.of("fraud:check")))))
                .contains("its own token has it");
    }

    @Test
    void a_caller_that_is_not_listed_is_named() {
        Invariant callers = new Invariant.Callers("counter", "fraud", Sorted.set(List.of("orders")));
        assertThat(only(shop(callers).violations()))
                .isEqualTo(
                        "/invariants/counter \"counter\" is broken: \"payments\" is not an allowed caller of \"fraud\": "
                                + "payments-ask-fraud (payments → fraud).");
        assertThat(shop(new Invariant.Callers("counter", "fraud", Sorted.set(List.of("payments"))))
                        .violations())
                .isEmpty();
    }

    @Test
    void nesting_deeper_than_the_most_is_told_edge_by_edge() {
        assertThat(shop(new Invariant.MaxDepth("flat", 3)).violations()).isEmpty();
        assertThat(only(shop(new Invariant.MaxDepth("flat", 2)).violations()))
                .isEqualTo("/invariants/flat \"flat\" is broken: tokens may nest 2 deep, but these nest 3 deep: "
                        + "orders-charge (orders → payments), then payments-ask-fraud (payments → fraud).");
    }

    @Test
    void names_that_mean_nothing_are_refused_at_their_place() {
        List<Violation> violations = TestGraphs.shop()
                .invariant(new Invariant.Never("1", "not a name", "no:scope"))
                .invariant(new Invariant.Callers("2", "nobody", Sorted.set(List.of("noone"))))
                .invariant(new Invariant.MaxDepth("3", 0))
                .invariant(new Invariant.MaxDepth("no name", 9))
                .violations();
        assertThat(violations)
                .extracting(violation -> violation.pointer() + " " + violation.rule())
                .containsExactly(
                        "/invariants/1/from name",
                        "/invariants/1/never unknown-scope",
                        "/invariants/2/callers unknown-service",
                        "/invariants/2/service unknown-service",
                        "/invariants/3/max_depth max-depth",
                        "/invariants/no name name");
    }

    @Test
    void a_graph_in_which_nesting_never_ends_is_judged_all_the_same() {
        assertThat(TestGraphs.chain(3)
                        .embed("back", "s2:x > s0:x")
                        .invariant(new Invariant.MaxDepth("flat", Integer.MAX_VALUE))
                        .invariant(never("s0", "s2:x"))
                        .violations())
                .extracting(Violation::rule)
                .containsExactly("embed-cycle", "invariant");
    }
}
