package matryoshka.graph.dot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import matryoshka.graph.TestGraphs;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.Plans;
import matryoshka.graph.plan.TokenPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanDiagramsTest {
    private static final TokenPlan WHOLE = plan(Plans.ROOMY);
    private static final TokenPlan CUT = plan(new Budget(100, 2, 100_000_000, Budget.Overflow.EXCHANGE));

    private static TokenPlan plan(Budget budget) {
        return Plans.plan(TestGraphs.shop().valid(), budget, "web-shop", "orders:place");
    }

    @Test
    void a_plan_goes_from_left_to_right_under_what_it_uses_of_the_budget() {
        assertThat(PlanDot.of(WHOLE))
                .contains("rankdir=\"LR\"", "labelloc=\"t\"")
                .containsPattern(" label=\"3 tokens, depth 3, [0-9]+ bytes: [0-9.]+ % of the budget\"\n")
                .doesNotContain("Cut by");
        assertThat(PlanMermaid.of(WHOLE))
                .startsWith("flowchart LR\n")
                .containsPattern("subgraph c1\\[\"3 tokens, depth 3, [0-9]+ bytes");
    }

    @Test
    void what_the_budget_cut_is_named_and_drawn() {
        assertThat(PlanDot.of(CUT))
                .contains("\\nCut by the budget: fraud (for payments)\"")
                .contains("color=\"red\", fontcolor=\"red\", label=\"cut by the budget\", style=\"dashed\"");
        assertThat(PlanMermaid.of(CUT)).contains("Cut by the budget: fraud", "|\"cut by the budget\"|");
    }

    @Test
    void scopes_of_one_service_are_named_without_it_and_those_of_several_with_it() {
        assertThat(PlanDot.of(WHOLE))
                .contains("\\norders:place stock:reserve\\nheld by web-shop")
                .contains("\\ncharge\\nheld by orders")
                .contains("label=\"ledger\\nwrite\"");
    }

    @ParameterizedTest
    @CsvSource({
        "orders:place, orders, place",
        "orders/place, orders, place",
        "orders.place.all, orders, place.all",
        "orders-place, orders, orders-place",
        "orders:, orders, orders:",
        "orders, orders, orders",
        "order:x, orders, order:x"
    })
    void a_prefix_is_left_out_where_something_is_left(String scope, String service, String label) {
        assertThat(ScopeLabel.of(scope, service)).isEqualTo(label);
    }

    @Test
    void graphviz_draws_every_token_and_offer() throws IOException, InterruptedException {
        assumeTrue(Graphviz.isInstalled(), "dot is not on the PATH");
        String plain = Graphviz.plain(PlanDot.of(CUT));
        assertThat(plain.lines().filter(line -> line.startsWith("node "))).hasSize(4);
        assertThat(plain.lines().filter(line -> line.startsWith("edge "))).hasSize(3);
    }
}
