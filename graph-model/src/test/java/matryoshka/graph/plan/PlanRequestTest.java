package matryoshka.graph.plan;

import static matryoshka.graph.plan.Plans.ROOMY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.TestGraphs;
import matryoshka.graph.plan.PlanResult.Refused;
import org.junit.jupiter.api.Test;

class PlanRequestTest {
    private final ServiceGraph shop = TestGraphs.shop().valid();

    @Test
    void a_scope_that_is_unknown_or_not_registered_is_refused_alike() {
        assertThat(refusal(PlanRequest.of("web", Scopes.of("orders:read"), Scopes.of("orders:place"))))
                .isEqualTo(PlanRefusal.INVALID_SCOPE);
        assertThat(refusal(PlanRequest.of("web", Scopes.of("no:such"), Scopes.of("no:such"))))
                .isEqualTo(PlanRefusal.INVALID_SCOPE);
    }

    @Test
    void no_scope_means_all_that_are_registered_and_exist() {
        TokenPlan plan = Plans.plan(
                shop, ROOMY, PlanRequest.all("web", Scopes.of("orders:read", "orders:place", "gone:by-now")));
        assertThat(plan.requested()).containsExactly("orders:place", "orders:read");
    }

    @Test
    void a_client_with_no_scope_in_this_graph_gets_no_token() {
        assertThat(refusal(PlanRequest.all("web", Scopes.of("gone:by-now")))).isEqualTo(PlanRefusal.INVALID_SCOPE);
        assertThat(refusal(PlanRequest.all("web", Scopes.NONE))).isEqualTo(PlanRefusal.INVALID_SCOPE);
    }

    @Test
    void scopes_of_several_contexts_do_not_go_into_one_token() {
        Scopes both = Scopes.of("orders:place", "payments:charge");
        assertThat(refusal(PlanRequest.of("web", both, both))).isEqualTo(PlanRefusal.INVALID_SCOPE);
    }

    @Test
    void a_target_chooses_the_context() {
        for (String target : List.of("payments", "fraud")) {
            PlanRequest request =
                    new PlanRequest("web", Scopes.of("payments:charge", "fraud:check"), null, List.of(target));
            assertThat(Plans.plan(shop, ROOMY, request).outer().content().members())
                    .containsExactly(target);
        }
    }

    @Test
    void a_target_that_is_unknown_is_refused_and_so_are_targets_of_several_contexts() {
        assertThat(refusal(new PlanRequest("web", Scopes.of("orders:place"), null, List.of("nowhere"))))
                .isEqualTo(PlanRefusal.INVALID_TARGET);
        assertThat(refusal(new PlanRequest("web", Scopes.of("orders:place"), null, List.of("orders", "payments"))))
                .isEqualTo(PlanRefusal.INVALID_TARGET);
    }

    @Test
    void targets_of_one_context_are_one_target() {
        PlanRequest request = new PlanRequest("web", Scopes.of("orders:place"), null, List.of("stock", "orders"));
        assertThat(Plans.plan(shop, ROOMY, request).outer().content().members()).containsExactly("orders", "stock");
    }

    private PlanRefusal refusal(PlanRequest request) {
        return ((Refused<TokenPlan>) Plans.result(shop, ROOMY, request)).reason();
    }
}
