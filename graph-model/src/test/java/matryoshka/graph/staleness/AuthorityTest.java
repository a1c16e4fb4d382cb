package matryoshka.graph.staleness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.Scopes;
import matryoshka.graph.ScopesByService;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.TestGraphs;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.Plans;
import matryoshka.graph.plan.TokenPlan;
import org.junit.jupiter.api.Test;

class AuthorityTest {
    private static final ScopesByService NOTHING = ScopesByService.NONE;

    private static Authority authority(GraphBuilder graph, String... scopes) {
        ServiceGraph valid = graph.valid();
        return Authority.of(Plans.plan(valid, Plans.ROOMY, "web", scopes));
    }

    @Test
    void it_is_that_of_a_token_and_all_that_is_nested_in_it() {
        ServiceGraph graph = TestGraphs.shop().valid();
        TokenPlan plan = Plans.plan(graph, Plans.ROOMY, "web", "orders:place");
        assertThat(Authority.of(plan).services())
                .containsOnlyKeys("orders", "stock", "payments", "fraud")
                .containsEntry("payments", new Authority.At("payments", Scopes.of("payments:charge")));
        PlannedToken payments = plan.leafFirst().stream()
                .filter(token -> token.content().callee().equals("payments"))
                .findFirst()
                .orElseThrow();
        assertThat(Authority.of(plan.leafFirst().stream()
                                .map(PlannedToken::level)
                                .filter(level -> level.isAtOrBelow(payments.path()))
                                .toList())
                        .services())
                .containsOnlyKeys("payments", "fraud");
    }

    @Test
    void what_a_change_adds_is_missing_from_older_tokens_and_what_it_takes_away_is_excess_in_them() {
        Authority before = authority(TestGraphs.shop(), "orders:place");
        Authority after = authority(
                TestGraphs.shop()
                        .embed("orders-charge", "orders:place > payments:refund")
                        .embed("payments-book", "payments:refund > ledger:write"),
                "orders:place");
        assertThat(after.without(before))
                .isEqualTo(ScopesByService.of(
                        Map.of("payments", Scopes.of("payments:refund"), "ledger", Scopes.of("ledger:write"))));
        assertThat(before.without(after))
                .isEqualTo(ScopesByService.of(
                        Map.of("payments", Scopes.of("payments:charge"), "fraud", Scopes.of("fraud:check"))));
    }

    @Test
    void the_same_authority_is_no_change() {
        Authority authority = authority(TestGraphs.shop(), "orders:place");
        Authority same = authority(TestGraphs.shop(), "orders:place");
        assertThat(same.without(authority)).isEqualTo(NOTHING);
        assertThat(authority.without(same)).isEqualTo(NOTHING);
    }

    @Test
    void a_plan_that_is_gone_leaves_only_excess() {
        Authority before = authority(TestGraphs.shop(), "fraud:check");
        Authority gone = Authority.of(List.of());
        assertThat(before.without(gone)).isEqualTo(ScopesByService.of(Map.of("fraud", Scopes.of("fraud:check"))));
        assertThat(gone.without(before)).isEqualTo(NOTHING);
    }

    @Test
    void a_service_with_another_audience_is_excess_under_the_old_and_missing_under_the_new() {
        GraphBuilder moved = TestGraphs.shop()
                .service(
                        "fraud",
                        s -> new Service(
                                s.name(), "https://fraud.example", null, null, s.owners(), null, s.scopes(), s.keys()),
                        "fraud:check");
        Authority before = authority(TestGraphs.shop(), "payments:charge");
        Authority after = authority(moved, "payments:charge");
        assertThat(after.without(before)).isEqualTo(ScopesByService.of(Map.of("fraud", Scopes.of("fraud:check"))));
        assertThat(before.without(after)).isEqualTo(ScopesByService.of(Map.of("fraud", Scopes.of("fraud:check"))));
    }
}
