package matryoshka.graph.plan;

import static matryoshka.graph.plan.Plans.plan;
import static matryoshka.graph.plan.Plans.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.TestGraphs;
import matryoshka.graph.plan.PlanResult.Refused;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final Budget DEFAULT = new Budget(8, 64, 6_144, Budget.Overflow.EXCHANGE);

    @Test
    void a_chain_that_is_too_deep_is_cut_at_its_end_and_says_so() {
        TokenPlan plan =
                plan(TestGraphs.chain(5).valid(), new Budget(3, 64, 100_000, Budget.Overflow.EXCHANGE), "web", "s0:x");
        assertThat(tree(plan)).isEqualTo("""
                        s0 [s0:x] by web
                          s1 [s1:x] by s0
                            s2 [s2:x] by s1 cut s3
                        """);
        assertThat(plan.leafFirst().get(0).content().exchange()).containsExactly("s3");
        assertThat(plan.depth()).isEqualTo(3);
    }

    @Test
    void of_the_deepest_level_the_largest_go_first() {
        ServiceGraph graph = GraphBuilder.graph()
                .service("a", "a:x")
                .service("big", "big:" + "x".repeat(150))
                .service("small", "small:x")
                .embed("a-big", "a:x > big:" + "x".repeat(150))
                .embed("a-small", "a:x > small:x")
                .valid();
        assertThat(tree(plan(graph, new Budget(8, 2, 100_000, Budget.Overflow.EXCHANGE), "web", "a:x")))
                .isEqualTo("a [a:x] by web cut big\n  small [small:x] by a\n");
    }

    @Test
    void of_equally_large_ones_those_that_are_first_by_name_stay() {
        ServiceGraph graph = GraphBuilder.graph()
                .service("a", "a:x")
                .service("b1", "b1:x")
                .service("b2", "b2:x")
                .service("b3", "b3:x")
                .embed("a-b3", "a:x > b3:x")
                .embed("a-b2", "a:x > b2:x")
                .embed("a-b1", "a:x > b1:x")
                .valid();
        assertThat(tree(plan(graph, new Budget(8, 3, 100_000, Budget.Overflow.EXCHANGE), "web", "a:x")))
                .isEqualTo("a [a:x] by web cut b3\n  b1 [b1:x] by a\n  b2 [b2:x] by a\n");
    }

    /** Packed or not: what a tree weighs is asked of who will write it, a few times for each level. */
    @Test
    void the_work_is_bounded_by_the_budget() {
        int[] sized = new int[1];
        TokenSizes counting = (content, nested) -> {
            sized[0]++;
            return Plans.SIZES.size(content, nested);
        };
        ServiceGraph graph = TestGraphs.stackedDiamonds(40).valid();
        PlanRequest request = PlanRequest.of("web", Scopes.of("top0:x"), Scopes.of("top0:x"));
        Budget wide = new Budget(16, 64, 100_000_000, Budget.Overflow.EXCHANGE);
        TokenPlan plan =
                Plans.value(new FitPlan(wide, counting, Plans.SIZES).plan(graph, request, OuterToken.forItself("web")));
        assertThat(plan.tokens()).isEqualTo(64);
        assertThat(sized[0]).isLessThan(20 * 64);
    }

    @Test
    void forty_stacked_diamonds_cost_no_more_than_the_budget_admits() {
        ServiceGraph graph = TestGraphs.stackedDiamonds(40).valid();
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            TokenPlan plan = plan(graph, DEFAULT, "web", "top0:x");
            assertThat(plan.bytes()).isLessThanOrEqualTo(DEFAULT.maxBytes());
        });
    }

    @Test
    void a_chain_of_twenty_thousand_services_is_validated_and_planned() {
        ServiceGraph graph = TestGraphs.chain(20_000).valid();
        assertThat(plan(graph, DEFAULT, "web", "s0:x").tokens()).isBetween(2, 8);
    }

    @Test
    void a_token_that_is_too_large_even_alone_is_refused() {
        ServiceGraph graph = TestGraphs.shop().valid();
        PlanResult<TokenPlan> result = Plans.result(
                graph,
                new Budget(8, 64, 300, Budget.Overflow.EXCHANGE),
                PlanRequest.of("web", Scopes.of("orders:place"), Scopes.of("orders:place")));
        assertThat(((Refused<TokenPlan>) result).reason()).isEqualTo(PlanRefusal.OVER_BUDGET);
    }

    @Test
    void the_plan_does_not_follow_a_length_that_only_the_report_knows() {
        ServiceGraph graph = TestGraphs.shop().valid();
        PlanRequest request = PlanRequest.of("web", Scopes.of("orders:place"), Scopes.of("orders:place"));
        TokenSizes longer = new PlainSizes(7);
        TokenPlan one = Plans.value(
                new FitPlan(DEFAULT, longer, Plans.SIZES).plan(graph, request, OuterToken.forItself("web")));
        TokenPlan other =
                Plans.value(new FitPlan(DEFAULT, longer, longer).plan(graph, request, OuterToken.forItself("web")));
        assertThat(one.outer().id()).isEqualTo(other.outer().id());
        assertThat(one.bytes()).isLessThan(other.bytes());
    }
}
