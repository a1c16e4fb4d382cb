package matryoshka.graph.plan;

import static matryoshka.graph.plan.Plans.ROOMY;
import static matryoshka.graph.plan.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceKeys;
import matryoshka.graph.TestGraphs;
import org.junit.jupiter.api.Test;

class PlanIdTest {
    private final List<String> before = ids(TestGraphs.shop());

    @Test
    void a_change_elsewhere_a_description_and_a_new_edge_name_leave_ids_alone() {
        assertThat(ids(TestGraphs.shop().service("new", "new:x"))).isEqualTo(before);
        assertThat(ids(TestGraphs.shop()
                        .service(
                                "fraud",
                                s -> new Service(
                                        s.name(),
                                        null,
                                        null,
                                        "Now described",
                                        s.owners(),
                                        null,
                                        s.scopes(),
                                        ServiceKeys.NONE),
                                "fraud:check",
                                "fraud:report")))
                .isEqualTo(before);
    }

    @Test
    void a_change_in_a_subtree_changes_its_id_and_those_around_it_only() {
        List<String> after = ids(TestGraphs.shop()
                .service("fraud", "fraud:check", "fraud:report")
                .embed("payments-ask-more", "payments:charge > fraud:report"));
        assertThat(after).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);

        List<String> leaf =
                ids(TestGraphs.shop().service("mail", "mail:send").embed("mail", "orders:place > mail:send"));
        assertThat(leaf).contains(before.get(0), before.get(1)).doesNotContain(before.get(2));
    }

    @Test
    void another_client_has_other_ids() {
        assertThat(plan(TestGraphs.shop().valid(), ROOMY, "mobile", "orders:place")
                        .leafFirst())
                .extracting(PlannedToken::id)
                .doesNotContainAnyElementsOf(before);
    }

    @Test
    void ids_are_the_same_today_as_ever() {
        assertThat(before)
                .containsExactly("7acb_WjbYOMpyM0fCu3mQQ", "tattpIwPDAWDM1yzWvvTRQ", "tXLoeScU14xK2wmNZzOsvw");
    }

    private static List<String> ids(GraphBuilder graph) {
        return plan(graph.valid(), ROOMY, "web", "orders:place").leafFirst().stream()
                .map(PlannedToken::id)
                .toList();
    }
}
