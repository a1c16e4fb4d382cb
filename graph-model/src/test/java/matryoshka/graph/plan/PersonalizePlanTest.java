package matryoshka.graph.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Edges;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import matryoshka.graph.TestGraphs;
import org.junit.jupiter.api.Test;

class PersonalizePlanTest {
    private final ServiceGraph graph = TestGraphs.shop()
            .edge(
                    "orders-charge",
                    "orders:place > payments:charge",
                    Sharing.EMBED,
                    edge -> Edges.claims(
                            edge, new ClaimRules(Sorted.set(List.of("tier")), new TreeMap<>(Map.of("channel", "web")))))
            .valid();
    private final TokenPlan plain = Plans.plan(graph, Plans.ROOMY, "web", "orders:place");
    private final OuterToken outer =
            new OuterToken("gateway", List.of("gateway", "web"), new TreeMap<>(Map.of("tier", "gold", "age", "young")));
    private final TokenPlan dressed = new PersonalizePlan(Plans.ROOMY, Plans.SIZES).dress(plain, outer);
    private final PlannedContent payments = content("payments");
    private final PlannedContent fraud = content("fraud");

    private PlannedContent content(String callee) {
        return dressed.leafFirst().stream()
                .map(PlannedToken::content)
                .filter(content -> content.callee().equals(callee))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_outer_token_has_all_that_the_request_brings() {
        PlannedContent content = dressed.outer().content();
        assertThat(content.presenter()).isEqualTo("gateway");
        assertThat(content.actors()).containsExactly("gateway", "web");
        assertThat(content.claims()).isEqualTo(outer.claims());
    }

    @Test
    void claims_go_down_by_the_rules_of_each_edge() {
        assertThat(payments.claims()).isEqualTo(Map.of("tier", "gold", "channel", "web"));
        assertThat(fraud.claims()).isEmpty();
    }

    @Test
    void each_holder_joins_the_actors() {
        assertThat(payments.presenter()).isEqualTo("orders");
        assertThat(payments.actors()).containsExactly("orders", "gateway", "web");
        assertThat(fraud.presenter()).isEqualTo("payments");
        assertThat(fraud.actors()).containsExactly("payments", "orders", "gateway", "web");
    }

    @Test
    void a_holder_that_acted_last_is_not_named_twice() {
        TokenPlan byOrders = new PersonalizePlan(Plans.ROOMY, Plans.SIZES)
                .dress(plain, new OuterToken("orders", List.of("orders"), Sorted.map(Map.of())));
        assertThat(byOrders.at(TokenPath.of(new Edge("orders", "payments")))
                        .orElseThrow()
                        .content()
                        .actors())
                .containsExactly("orders");
    }

    @Test
    void ids_and_powers_stay_and_lengths_are_those_of_the_longer_contents() {
        assertThat(dressed.leafFirst())
                .extracting(PlannedToken::id)
                .isEqualTo(plain.leafFirst().stream().map(PlannedToken::id).toList());
        assertThat(dressed.leafFirst())
                .extracting(PlannedToken::level)
                .isEqualTo(plain.leafFirst().stream().map(PlannedToken::level).toList());
        assertThat(dressed.origin()).isEqualTo(plain.origin());
        assertThat(dressed.bytes()).isGreaterThan(plain.bytes());
        assertThat(dressed.budgetUsed()).isGreaterThan(0);
    }
}
