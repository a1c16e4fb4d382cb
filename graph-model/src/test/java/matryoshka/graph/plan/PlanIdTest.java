package matryoshka.graph.plan;

import static matryoshka.graph.plan.Plans.ROOMY;
import static matryoshka.graph.plan.Plans.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.Scopes;
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
    void another_holder_of_a_nested_token_gives_another_id_to_the_token_around_it() {
        GraphBuilder byOrders = TestGraphs.shop().embed("mail", "orders > fraud:check");
        List<String> ids = ids(byOrders);
        List<String> byStock = ids(byOrders.embed("mail", "stock > fraud:check"));
        assertThat(byStock).hasSameSizeAs(ids);
        assertThat(byStock.get(byStock.size() - 1)).isNotEqualTo(ids.get(ids.size() - 1));
    }

    @Test
    void another_chain_that_leads_to_the_same_content_has_another_id() {
        Scopes charge = Scopes.of("payments:charge");
        Scopes place = Scopes.of("orders:place");
        Edge step = new Edge("orders", "payments");
        Origin charging = Origin.of("web", charge);
        Origin placing = Origin.of("web", place);
        List<Origin> origins = List.of(
                charging,
                charging.with(100),
                charging.with(101),
                charging.after(new ExchangeHop(TokenPath.OUTER, charge, null, charge)),
                placing.after(new ExchangeHop(TokenPath.of(step), charge, null, null)),
                placing.after(new ExchangeHop(TokenPath.of(step), charge, null, charge)),
                placing.after(new ExchangeHop(TokenPath.OUTER, place, step, null)),
                placing.after(new ExchangeHop(TokenPath.OUTER, place, step, charge)),
                placing.after(
                        new ExchangeHop(TokenPath.OUTER, Scopes.of("orders:place", "orders:read"), step, charge)));
        Exchanges shop = Exchanges.in(TestGraphs.shop());
        assertThat(origins)
                .extracting(origin -> shop.plan(origin).outer().content().scopes())
                .containsOnly(charge);
        assertThat(origins).extracting(origin -> shop.plan(origin).outer().id()).doesNotHaveDuplicates();
    }

    @Test
    void ids_are_the_same_today_as_ever() {
        assertThat(before).containsExactly("ABeZiTMbm_nZQEWM", "4thE2DY-ZHRdzKzE", "SJuiNatlxfPE0_ze");
    }

    private static List<String> ids(GraphBuilder graph) {
        return plan(graph.valid(), ROOMY, "web", "orders:place").leafFirst().stream()
                .map(PlannedToken::id)
                .toList();
    }
}
