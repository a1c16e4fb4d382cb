package matryoshka.service.planning.minting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import matryoshka.graph.Violation;
import matryoshka.graph.plan.Budget;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.testing.PlayedIssuer;
import matryoshka.service.testing.PlayedSnapshot;
import org.junit.jupiter.api.Test;

/** Where plans over the budget are rejected, a client is measured by the budget of its format. */
class BudgetRuleTest {
    private static final String GRAPH = """
            services:
              hub: {scopes: {hub: ""}}
              one: {scopes: {one: ""}}
              two: {scopes: {two: ""}}
            dependencies:
              hub-one: {from: hub, to: one, grants: [one]}
              hub-two: {from: hub, to: two, grants: [two]}
            """;

    @Test
    void a_client_that_holds_tokens_is_measured_by_the_outer_budget() {
        for (String format : List.of(ClientMetadata.JWT, ClientMetadata.SPLIT)) {
            assertThat(violations(format, 2, 3)).singleElement().satisfies(violation -> {
                assertThat(violation.rule()).isEqualTo("over-budget");
                assertThat(violation.message()).contains("web");
            });
            assertThat(violations(format, 3, 3)).isEmpty();
        }
    }

    @Test
    void a_client_that_holds_handles_is_measured_by_the_inner_budget() {
        assertThat(violations(ClientMetadata.PHANTOM, 2, 3)).isEmpty();
        assertThat(violations(ClientMetadata.PHANTOM, 3, 2)).hasSize(1);
    }

    @Test
    void a_plan_is_judged_by_a_budget_that_refuses_none_that_was_made() {
        assertThat(planners(2, 3)
                        .today(Optional.of(client(ClientMetadata.JWT)))
                        .budget()
                        .maxTokens())
                .isEqualTo(3);
    }

    private static List<Violation> violations(String format, int outside, int inside) {
        Client client = client(format);
        Snapshot snapshot = PlayedSnapshot.of(1, PlayedIssuer.document(GRAPH), client);
        BudgetRule rule = new BudgetRule(planners(outside, inside));
        List<Violation> ofGraph = rule.violations(snapshot, snapshot.graph());
        assertThat(rule.violations(snapshot, client)).hasSameSizeAs(ofGraph);
        return ofGraph;
    }

    private static Client client(String format) {
        return PlayedSnapshot.client("web", List.of("hub"), format);
    }

    private static Planners planners(int outside, int inside) {
        return new Planners(planner(outside), planner(inside));
    }

    private static Planner planner(int maxTokens) {
        return PlayedSnapshot.planner(new Budget(16, maxTokens, 6_144, Budget.Overflow.REJECT));
    }
}
