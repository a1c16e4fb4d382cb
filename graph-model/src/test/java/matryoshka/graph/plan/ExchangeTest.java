package matryoshka.graph.plan;

import static matryoshka.graph.plan.Exchanges.renewal;
import static matryoshka.graph.plan.Exchanges.wish;
import static matryoshka.graph.plan.Plans.ROOMY;
import static matryoshka.graph.plan.Plans.plan;
import static matryoshka.graph.plan.Plans.tree;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import matryoshka.graph.Edges;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.Sharing;
import matryoshka.graph.TestGraphs;
import org.junit.jupiter.api.Test;

/** docs/model.md, section 6, as far as the graph decides. */
class ExchangeTest {
    private static final Edge TO_PAYMENTS = new Edge("orders", "payments");

    private final Exchanges shop = Exchanges.in(TestGraphs.shop());
    private final TokenPlan placing = plan(shop.graph(), ROOMY, "web", "orders:place");
    private final TokenPlan charging = plan(shop.graph(), ROOMY, "web", "payments:charge");

    @Test
    void a_token_is_narrowed_to_some_of_its_own_scopes() {
        TokenPlan both = plan(shop.graph(), ROOMY, "web", "orders:place", "orders:read");
        assertThat(tree(shop.exchanged(both, wish("orders", List.of("orders"), List.of("orders:read")))))
                .isEqualTo("orders [orders:read] by web\n");
    }

    @Test
    void what_was_narrowed_does_not_widen_again() {
        TokenPlan both = plan(shop.graph(), ROOMY, "web", "orders:place", "orders:read");
        TokenPlan reading = shop.exchanged(both, wish("orders", List.of(), List.of("orders:read")));
        assertThat(shop.refusal(reading, wish("orders", List.of(), List.of("orders:place"))))
                .isEqualTo(PlanRefusal.INVALID_SCOPE);
        assertThat(shop.exchanged(reading, renewal("orders")).outer().content().scopes())
                .containsExactly("orders:read");
    }

    @Test
    void narrowing_what_was_narrowed_counts_once() {
        TokenPlan both = plan(shop.graph(), ROOMY, "web", "orders:place", "orders:read");
        TokenPlan once = shop.exchanged(both, wish("orders", List.of(), List.of("orders:place", "orders:read")));
        TokenPlan twice = shop.exchanged(once, wish("orders", List.of(), List.of("orders:place")));
        assertThat(twice.origin().hops()).hasSize(1);
        assertThat(tree(twice)).isEqualTo(tree(placing));
    }

    @Test
    void a_token_is_narrowed_to_what_it_has_by_reuse_that_came_after_it_was_narrowed_before() {
        TokenPlan narrowed = shop.exchanged(
                plan(shop.graph(), ROOMY, "web", "orders:place", "orders:read"),
                wish("orders", List.of(), List.of("orders:read")));
        Exchanges later = Exchanges.in(TestGraphs.shop()
                .inContext("shop", "stock", "stock:reserve", "stock:list")
                .reuse("orders-list-stock", "orders:read > stock:list"));
        TokenPlan renewed = later.exchanged(narrowed, renewal("orders"));
        assertThat(renewed.outer().content().scopes()).containsExactly("orders:read", "stock:list");
        assertThat(tree(later.exchanged(renewed, wish("stock", List.of(), List.of("stock:list")))))
                .isEqualTo("stock [stock:list] by web\n");
    }

    @Test
    void a_renewed_token_has_the_origin_of_the_old_one_and_what_the_graph_gives_by_now() {
        Exchanges later = Exchanges.in(TestGraphs.shop()
                .embed("orders-refund", "orders:place > payments:refund")
                .embed("orders-ask-fraud", "orders:place > fraud:check"));
        TokenPlan renewed = later.exchanged(placing, renewal("orders"));
        assertThat(renewed.origin()).isEqualTo(placing.origin());
        assertThat(tree(renewed)).isEqualTo("""
                orders+stock [orders:place, stock:reserve] by web
                  fraud [fraud:check] by orders
                  payments [payments:charge, payments:refund] by orders exchange ledger
                    fraud [fraud:check] by payments
                """);
        assertThat(later.exchanged(renewed, renewal("stock")).origin()).isEqualTo(placing.origin());
    }

    @Test
    void a_renewed_nested_token_stands_on_the_one_around_it_and_renewed_again_on_no_more() {
        TokenPlan renewed = shop.exchanged(placing, TokenPath.of(TO_PAYMENTS), renewal("payments"));
        assertThat(renewed.origin().hops())
                .containsExactly(new ExchangeHop(TokenPath.of(TO_PAYMENTS), charging.requested(), null, null));
        assertThat(tree(renewed)).isEqualTo(tree(charging));
        assertThat(shop.exchanged(renewed, renewal("payments")).origin()).isEqualTo(renewed.origin());
    }

    @Test
    void to_renew_never_gives_more_at_the_tokens_own_audience_though_the_edge_it_came_along_has_widened() {
        TokenPlan exchanged = shop.exchanged(placing, wish("orders", List.of("payments"), null));
        Exchanges later = Exchanges.in(
                TestGraphs.shop().embed("orders-charge", "orders:place > payments:charge payments:refund"));
        assertThat(later.plan(exchanged.origin()).outer().content().scopes())
                .containsExactly("payments:charge", "payments:refund");
        TokenPlan renewed = later.exchanged(exchanged, renewal("payments"));
        assertThat(renewed.outer().content().scopes()).containsExactly("payments:charge");
        assertThat(later.exchanged(renewed, renewal("payments")).origin()).isEqualTo(renewed.origin());
        assertThat(shop.exchanged(exchanged, renewal("payments")).origin()).isEqualTo(exchanged.origin());
    }

    @Test
    void what_lay_dormant_while_a_token_was_minted_does_not_come_back_when_it_is_renewed() {
        TokenPlan both = plan(shop.graph(), ROOMY, "web", "orders:place", "orders:read");
        Exchanges without = Exchanges.in(TestGraphs.shop().inContext("shop", "orders", "orders:place"));
        TokenPlan renewed = without.exchanged(both, renewal("orders"));
        assertThat(renewed.outer().content().scopes()).containsExactly("orders:place", "stock:reserve");
        assertThat(shop.exchanged(renewed, renewal("orders")).outer().content().scopes())
                .containsExactly("orders:place", "stock:reserve");
    }

    @Test
    void along_an_exchange_edge_a_token_for_the_callee_is_had() {
        TokenPlan booking = shop.exchanged(charging, wish("payments", List.of("ledger"), null));
        assertThat(tree(booking)).isEqualTo("ledger [ledger:write] by web\n");
        assertThat(booking.origin().hops())
                .containsExactly(
                        new ExchangeHop(TokenPath.OUTER, charging.requested(), new Edge("payments", "ledger"), null));
    }

    @Test
    void along_an_embed_edge_the_same_is_had_as_is_nested_already() {
        assertThat(tree(shop.exchanged(placing, wish("orders", List.of("payments"), null))))
                .isEqualTo(tree(charging));
    }

    @Test
    void embed_and_exchange_edges_to_one_callee_together_are_available_and_some_of_it_may_be_asked_for() {
        Exchanges graph = Exchanges.in(TestGraphs.shop().exchange("orders-refund", "orders:place > payments:refund"));
        assertThat(scopesAt(graph, wish("orders", List.of("payments"), null)))
                .containsExactly("payments:charge", "payments:refund");
        assertThat(scopesAt(graph, wish("orders", List.of("payments"), List.of("payments:refund"))))
                .containsExactly("payments:refund");
    }

    private List<String> scopesAt(Exchanges graph, Exchange.Wish wish) {
        return graph.exchanged(placing, wish).outer().content().scopes().toList();
    }

    @Test
    void what_an_edge_between_members_grants_besides_what_they_share_is_had_along_it() {
        Exchanges graph = Exchanges.in(TestGraphs.shop()
                .inContext("shop", "stock", "stock:reserve", "stock:correct", "stock:sell")
                .embed("orders-correct-stock", "orders:place > stock:correct"));
        assertThat(tree(graph.exchanged(placing, wish("orders", List.of(), List.of("stock:correct")))))
                .isEqualTo("stock [stock:correct] by web\n");
        assertThat(tree(graph.exchanged(placing, wish("orders", List.of("stock"), List.of("stock:reserve")))))
                .isEqualTo("stock [stock:reserve] by web\n");
        assertThat(graph.refusal(placing, wish("orders", List.of("stock"), List.of("stock:sell"))))
                .isEqualTo(PlanRefusal.INVALID_SCOPE);
        assertThat(shop.refusal(placing, wish("orders", List.of("orders"), List.of("orders:read"))))
                .isEqualTo(PlanRefusal.INVALID_SCOPE);
    }

    /** What is shared by embedding or exchange goes by its edge, with its claims and its lifetime, though the token would do. */
    @Test
    void who_names_another_member_as_the_target_asks_for_what_the_edge_to_it_gives() {
        Exchanges graph = Exchanges.in(TestGraphs.shop()
                .inContext("shop", "stock", "stock:reserve", "stock:correct", "stock:sell")
                .embed("orders-correct-stock", "orders:place > stock:correct stock:reserve")
                .exchange("orders-sell-stock", "orders:place > stock:sell"));
        TokenPlan all = graph.exchanged(placing, wish("orders", List.of("stock"), null));
        assertThat(all.outer().content().members()).containsExactly("stock");
        assertThat(all.outer().content().scopes()).containsExactly("stock:correct", "stock:reserve", "stock:sell");
        Exchange.Given some =
                Plans.value(graph.give(placing, wish("orders", List.of("stock"), List.of("stock:reserve"))));
        assertThat(some.along()).isNotNull();
    }

    @Test
    void the_token_itself_is_had_by_no_target_its_holder_or_scopes_that_no_edge_gives() {
        Exchanges graph = Exchanges.in(TestGraphs.shop()
                .inContext("shop", "stock", "stock:reserve", "stock:correct")
                .embed("orders-correct-stock", "orders:place > stock:correct"));
        List<Exchange.Wish> own = List.of(
                renewal("orders"),
                wish("orders", List.of("orders"), null),
                wish("orders", List.of("orders", "stock"), null),
                wish("orders", List.of(), List.of("stock:reserve")),
                wish("orders", List.of("stock"), List.of("stock:reserve")),
                wish("stock", List.of("orders"), null));
        assertThat(own)
                .allSatisfy(wish -> assertThat(
                                Plans.value(graph.give(placing, wish)).along())
                        .isNull());
    }

    @Test
    void nothing_is_had_two_hops_away() {
        assertThat(shop.refusal(placing, wish("orders", List.of("fraud"), null)))
                .isEqualTo(PlanRefusal.INVALID_TARGET);
        assertThat(shop.refusal(placing, wish("orders", List.of("ledger"), null)))
                .isEqualTo(PlanRefusal.INVALID_TARGET);
    }

    @Test
    void only_a_member_goes_along_its_own_edges() {
        assertThat(shop.refusal(placing, wish("stock", List.of("payments"), null)))
                .isEqualTo(PlanRefusal.INVALID_TARGET);
        assertThat(shop.refusal(placing, wish("payments", List.of("ledger"), null)))
                .isEqualTo(PlanRefusal.WITHDRAWN);
    }

    @Test
    void an_edge_that_requires_what_the_token_has_not_or_is_for_other_clients_gives_nothing() {
        TokenPlan reading = plan(shop.graph(), ROOMY, "web", "orders:read");
        assertThat(shop.refusal(reading, wish("orders", List.of("payments"), null)))
                .isEqualTo(PlanRefusal.INVALID_TARGET);
        Exchanges mobile = Exchanges.in(TestGraphs.shop()
                .edge(
                        "orders-charge",
                        "orders:place > payments:charge",
                        Sharing.EXCHANGE,
                        edge -> Edges.clients(edge, List.of("mobile"))));
        assertThat(mobile.refusal(placing, wish("orders", List.of("payments"), null)))
                .isEqualTo(PlanRefusal.INVALID_TARGET);
    }

    @Test
    void a_target_is_a_name_or_an_audience_and_an_unknown_one_is_refused() {
        assertThat(tree(shop.exchanged(placing, wish("orders", List.of("stock"), List.of("stock:reserve")))))
                .isEqualTo("stock [stock:reserve] by web\n");
        assertThat(shop.refusal(placing, wish("orders", List.of("nowhere"), null)))
                .isEqualTo(PlanRefusal.INVALID_TARGET);
    }

    @Test
    void several_targets_are_one_only_within_the_token() {
        assertThat(tree(shop.exchanged(placing, wish("orders", List.of("orders", "stock"), null))))
                .isEqualTo(tree(placing));
        assertThat(shop.refusal(placing, wish("orders", List.of("orders", "payments"), null)))
                .isEqualTo(PlanRefusal.INVALID_TARGET);
        assertThat(shop.refusal(placing, wish("orders", List.of("fraud", "payments"), null)))
                .isEqualTo(PlanRefusal.INVALID_TARGET);
    }

    @Test
    void without_a_target_the_scopes_tell() {
        assertThat(tree(shop.exchanged(placing, wish("orders", List.of(), List.of("payments:charge")))))
                .isEqualTo(tree(charging));
        assertThat(shop.refusal(placing, wish("orders", List.of(), List.of("fraud:check", "payments:charge"))))
                .isEqualTo(PlanRefusal.INVALID_TARGET);
        assertThat(shop.refusal(placing, wish("orders", List.of(), List.of("no:such"))))
                .isEqualTo(PlanRefusal.INVALID_SCOPE);
    }

    @Test
    void a_scope_that_is_not_to_be_had_at_the_target_is_refused() {
        assertThat(shop.refusal(placing, wish("orders", List.of("payments"), List.of("payments:refund"))))
                .isEqualTo(PlanRefusal.INVALID_SCOPE);
        List<String> oneOfTwo = List.of("payments:charge", "payments:refund");
        assertThat(shop.refusal(placing, wish("orders", List.of("payments"), oneOfTwo)))
                .isEqualTo(PlanRefusal.INVALID_SCOPE);
        assertThat(shop.refusal(placing, wish("orders", List.of("orders"), List.of("payments:charge"))))
                .isEqualTo(PlanRefusal.INVALID_SCOPE);
    }

    @Test
    void to_ask_for_no_scope_at_all_is_refused() {
        for (String target : List.of("orders", "payments")) {
            assertThat(shop.refusal(placing, wish("orders", List.of(target), List.of())))
                    .isEqualTo(PlanRefusal.INVALID_SCOPE);
        }
    }

    @Test
    void what_the_graph_has_taken_from_a_token_is_not_passed_on() {
        GraphBuilder narrower = TestGraphs.shop()
                .service("payments", "payments:charge", "payments:refund", "payments:list")
                .embed("orders-charge", "orders:place > payments:list");
        assertThat(Exchanges.in(narrower).give(placing, TokenPath.of(TO_PAYMENTS), renewal("payments")))
                .isInstanceOfSatisfying(
                        PlanResult.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(PlanRefusal.WITHDRAWN));
    }

    @Test
    void where_an_edge_upstream_is_withdrawn_the_chain_ends() {
        TokenPlan booking =
                shop.exchanged(placing, TokenPath.of(TO_PAYMENTS), wish("payments", List.of("ledger"), null));
        Exchanges later = Exchanges.in(TestGraphs.shop().without("orders-charge"));
        assertThat(later.refusal(booking, renewal("ledger"))).isEqualTo(PlanRefusal.WITHDRAWN);
        assertThat(later.result(booking.origin())).isInstanceOf(PlanResult.Refused.class);
    }

    @Test
    void where_the_client_has_lost_what_it_began_with_the_chain_ends() {
        TokenPlan booking = shop.exchanged(charging, wish("payments", List.of("ledger"), null));
        Exchanges unregistered = new Exchanges(shop.graph(), Registration.of(placing.requested()));
        assertThat(unregistered.refusal(booking, renewal("ledger"))).isEqualTo(PlanRefusal.WITHDRAWN);
    }

    @Test
    void an_edge_that_requires_nothing_does_not_lead_on_from_a_token_without_power() {
        GraphBuilder open = TestGraphs.shop().exchange("payments-book", "payments > ledger:write");
        TokenPlan booking = Exchanges.in(open)
                .exchanged(placing, TokenPath.of(TO_PAYMENTS), wish("payments", List.of("ledger"), null));
        Exchanges later = Exchanges.in(open.embed("orders-charge", "orders:place > payments:refund"));
        assertThat(later.result(booking.origin())).isInstanceOf(PlanResult.Refused.class);
    }
}
