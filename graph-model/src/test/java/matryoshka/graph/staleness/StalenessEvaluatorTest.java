package matryoshka.graph.staleness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import matryoshka.graph.Edges;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.Scopes;
import matryoshka.graph.ScopesByService;
import matryoshka.graph.Services;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import matryoshka.graph.TestGraphs;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.Edge;
import matryoshka.graph.plan.Exchange;
import matryoshka.graph.plan.FitPlan;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.Plans;
import matryoshka.graph.plan.Registration;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.plan.Subject;
import matryoshka.graph.plan.TokenPath;
import matryoshka.graph.plan.TokenPlan;
import org.junit.jupiter.api.Test;

/** docs/model.md, section 7, by example: the tokens of the shop, in this order, are for fraud, for payments, and the outer one. */
class StalenessEvaluatorTest {
    private static final Scopes REGISTERED = Scopes.of("orders:place", "orders:read", "stock:reserve", "a:x", "s0:x");
    private static final Budget NARROW = new Budget(2, 9, 100_000, Budget.Overflow.EXCHANGE);
    private static final int FRAUD = 0;
    private static final int PAYMENTS = 1;
    private static final int OUTER = 2;

    private final TokenPlan placing = Plans.plan(TestGraphs.shop().valid(), Plans.ROOMY, "web", "orders:place");

    private static List<Staleness> judge(TokenPlan plan, GraphBuilder later) {
        return judge(plan, later, REGISTERED, Plans.ROOMY);
    }

    private static List<Staleness> judge(TokenPlan plan, GraphBuilder later, Scopes registered, Budget budget) {
        return judge(MintedPlan.of(plan), later, registered, budget);
    }

    private static List<Staleness> judge(MintedPlan plan, GraphBuilder later) {
        return judge(plan, later, REGISTERED, Plans.ROOMY);
    }

    private static List<Staleness> judge(MintedPlan plan, GraphBuilder later, Scopes registered, Budget budget) {
        FitPlan fitPlan = new FitPlan(budget, Plans.SIZES, Plans.SIZES);
        OuterToken outer = OuterToken.forItself(plan.origin().client());
        return new StalenessEvaluator(
                        plan,
                        new ReplannedOrigin(later.valid(), plan.origin(), Registration.of(registered), fitPlan, outer))
                .standings();
    }

    /** As a release entered it that did not say what was cut. The digest of a token that something was cut from was another then. */
    private static MintedPlan enteredEarlier(TokenPlan plan) {
        MintedPlan minted = MintedPlan.of(plan);
        return new MintedPlan(
                minted.origin(),
                minted.lineage(),
                minted.nodes().stream()
                        .map(node -> new MintedPlan.Node(
                                node.id(),
                                node.level(),
                                List.of().equals(node.cut()) ? node.digest() : "other",
                                node.conditions(),
                                null))
                        .toList(),
                minted.conditions());
    }

    private static GraphBuilder withoutCharging() {
        return TestGraphs.shop().without("orders-charge");
    }

    @Test
    void a_removed_dependency_is_named_where_it_gave_something() {
        Staleness outer = judge(placing, withoutCharging()).get(OUTER);
        assertThat(outer.excess())
                .isEqualTo(ScopesByService.of(
                        Map.of("payments", Scopes.of("payments:charge"), "fraud", Scopes.of("fraud:check"))));
        assertThat(outer.withdrawnFrom()).containsExactly("orders-charge", "payments-ask-fraud");
    }

    @Test
    void a_token_whose_place_is_gone_names_what_gave_it_and_what_gave_the_tokens_around_it() {
        Staleness fraud = judge(placing, withoutCharging()).get(FRAUD);
        assertThat(fraud.excess()).isEqualTo(ScopesByService.of(Map.of("fraud", Scopes.of("fraud:check"))));
        assertThat(fraud.withdrawnFrom()).containsExactly("orders-charge", "payments-ask-fraud");
    }

    @Test
    void a_dependency_that_was_narrowed_is_named_for_what_it_no_longer_gives() {
        GraphBuilder before =
                TestGraphs.shop().embed("orders-charge", "orders:place > payments:charge payments:refund");
        TokenPlan both = Plans.plan(before.valid(), Plans.ROOMY, "web", "orders:place");
        List<Staleness> standings = judge(both, TestGraphs.shop());
        assertThat(standings.get(FRAUD)).isEqualTo(Staleness.FRESH);
        for (int index : List.of(PAYMENTS, OUTER)) {
            assertThat(standings.get(index).excess())
                    .isEqualTo(ScopesByService.of(Map.of("payments", Scopes.of("payments:refund"))));
            assertThat(standings.get(index).withdrawnFrom()).containsExactly("orders-charge");
        }
    }

    @Test
    void of_several_dependencies_that_gave_the_same_all_are_named() {
        GraphBuilder before = TestGraphs.shop().embed("orders-too", "orders:place > payments:charge");
        TokenPlan plan = Plans.plan(before.valid(), Plans.ROOMY, "web", "orders:place");
        assertThat(judge(plan, withoutCharging()).get(PAYMENTS).withdrawnFrom())
                .containsExactly("orders-charge", "orders-too", "payments-ask-fraud");
        assertThat(judge(plan, TestGraphs.shop())).containsOnly(Staleness.FRESH);
    }

    @Test
    void a_reuse_dependency_is_named_for_what_it_gave() {
        Staleness outer = judge(placing, TestGraphs.shop().without("orders-reserve-stock"))
                .get(OUTER);
        assertThat(outer.excess()).isEqualTo(ScopesByService.of(Map.of("stock", Scopes.of("stock:reserve"))));
        assertThat(outer.withdrawnFrom()).containsExactly("orders-reserve-stock");
    }

    @Test
    void what_a_chain_began_with_has_the_empty_name() {
        List<Staleness> standings = judge(placing, TestGraphs.shop(), Scopes.of("orders:read"), Plans.ROOMY);
        assertThat(standings).allMatch(standing -> standing.missing().isEmpty());
        assertThat(standings.get(FRAUD).withdrawnFrom())
                .containsExactly(Staleness.CHAIN, "orders-charge", "orders-reserve-stock", "payments-ask-fraud");
    }

    @Test
    void an_exchanged_token_names_what_gave_the_tokens_it_stands_on() {
        Edge toPayments = new Edge("orders", "payments");
        Exchange.Given given = Plans.value(new Exchange(TestGraphs.shop().valid(), Registration.of(REGISTERED))
                .give(
                        new Subject(placing.origin(), TokenPath.of(toPayments), Scopes.of("payments:charge")),
                        new Exchange.Wish("payments", Sorted.set(List.of("ledger")), null)));
        TokenPlan booking = Plans.value(new FitPlan(Plans.ROOMY, Plans.SIZES, Plans.SIZES)
                .plan(
                        TestGraphs.shop().valid(),
                        given.origin(),
                        Registration.of(REGISTERED),
                        OuterToken.forItself("web")));
        Staleness ledger = judge(booking, withoutCharging()).get(0);
        assertThat(ledger.excess()).isEqualTo(ScopesByService.of(Map.of("ledger", Scopes.of("ledger:write"))));
        assertThat(ledger.withdrawnFrom()).containsExactly("orders-charge", "payments-book");
        assertThat(judge(booking, TestGraphs.shop())).containsExactly(Staleness.FRESH);
    }

    @Test
    void a_nested_token_stays_fresh_when_a_scope_that_it_does_not_need_is_lost() {
        TokenPlan both = Plans.plan(TestGraphs.shop().valid(), Plans.ROOMY, "web", "orders:place", "orders:read");
        GraphBuilder withoutRead = TestGraphs.shop().inContext("shop", "orders", "orders:place");
        List<Staleness> standings = judge(both, withoutRead);
        assertThat(standings.subList(FRAUD, OUTER)).containsOnly(Staleness.FRESH);
        assertThat(standings.get(OUTER).excess())
                .isEqualTo(ScopesByService.of(Map.of("orders", Scopes.of("orders:read"))));
        assertThat(standings.get(OUTER).withdrawnFrom()).containsExactly(Staleness.CHAIN);
    }

    @Test
    void another_holder_outdates_the_token_around_but_gives_and_takes_nothing_there() {
        GraphBuilder before = TestGraphs.shop().embed("check", "orders > fraud:check");
        TokenPlan plan = Plans.plan(before.valid(), Plans.ROOMY, "web", "orders:place");
        List<Staleness> standings = judge(plan, before.embed("check", "stock > fraud:check"));
        Staleness outer = standings.get(standings.size() - 1);
        assertThat(outer.stale()).isTrue();
        assertThat(outer.missing().services()).isEmpty();
        assertThat(outer.excess().services()).isEmpty();
        assertThat(outer.changed()).containsExactly("orders", "stock");
        assertThat(standings.get(0).excess()).isEqualTo(ScopesByService.of(Map.of("fraud", Scopes.of("fraud:check"))));
    }

    @Test
    void a_shorter_life_changes_a_token_and_those_in_it_and_so_those_around_it() {
        List<Staleness> standings = judge(
                placing,
                TestGraphs.shop()
                        .edge(
                                "orders-charge",
                                "orders:place > payments:charge",
                                Sharing.EMBED,
                                edge -> Edges.guarded(edge, Duration.ofSeconds(9), false)));
        assertThat(standings)
                .extracting(Staleness::changed)
                .containsExactly(
                        Sorted.set(List.of("fraud")),
                        Sorted.set(List.of("fraud", "payments")),
                        Sorted.set(List.of("fraud", "payments")));
        assertThat(standings)
                .allMatch(standing -> standing.stale()
                        && standing.missing().isEmpty()
                        && standing.excess().isEmpty()
                        && standing.withdrawnFrom().isEmpty());
    }

    @Test
    void another_audience_is_both_missing_and_in_excess() {
        GraphBuilder moved = TestGraphs.shop()
                .service("fraud", service -> Services.audience(service, "https://fraud.example"), "fraud:check");
        Staleness fraud = judge(placing, moved).get(FRAUD);
        assertThat(fraud.missing())
                .isEqualTo(fraud.excess())
                .isEqualTo(ScopesByService.of(Map.of("fraud", Scopes.of("fraud:check"))));
    }

    @Test
    void what_todays_budget_cuts_off_makes_no_token_stale() {
        TokenPlan chain = Plans.plan(TestGraphs.chain(4).valid(), Plans.ROOMY, "web", "s0:x");
        assertThat(judge(chain, TestGraphs.chain(4), REGISTERED, NARROW)).containsOnly(Staleness.FRESH);
    }

    @Test
    void what_an_earlier_budget_cut_off_makes_no_token_stale() {
        TokenPlan chain = Plans.plan(TestGraphs.chain(4).valid(), NARROW, "web", "s0:x");
        assertThat(judge(chain, TestGraphs.chain(4), REGISTERED, Plans.ROOMY)).containsOnly(Staleness.FRESH);
    }

    @Test
    void a_token_that_is_over_the_budget_by_itself_by_now_is_fresh() {
        List<Staleness> standings =
                judge(placing, TestGraphs.shop(), REGISTERED, new Budget(8, 64, 10, Budget.Overflow.EXCHANGE));
        assertThat(standings).containsOnly(Staleness.FRESH);
    }

    /** A publish adds a sibling, so that the budget cuts elsewhere. */
    @Test
    void a_new_sibling_is_missing_in_the_tokens_around_it_and_touches_no_other() {
        GraphBuilder before = GraphBuilder.graph()
                .service("a", "a:x")
                .service("b", "b:x")
                .service("c", "c:x")
                .service("d", "d:x")
                .embed("a-b", "a:x > b:x")
                .embed("b-c", "b:x > c:x");
        Budget three = new Budget(9, 3, 100_000, Budget.Overflow.EXCHANGE);
        TokenPlan plan = Plans.plan(before.valid(), three, "web", "a:x");
        List<Staleness> standings = judge(plan, before.embed("a-d", "a:x > d:x"), REGISTERED, three);
        assertThat(Plans.plan(before.valid(), three, "web", "a:x")
                        .leafFirst()
                        .get(0)
                        .cut())
                .isNotEmpty();
        assertThat(standings.subList(0, 2)).containsOnly(Staleness.FRESH);
        assertThat(standings.get(2).missing()).isEqualTo(ScopesByService.of(Map.of("d", Scopes.of("d:x"))));
        assertThat(standings.get(2).excess().services()).isEmpty();
    }

    @Test
    void what_was_cut_off_is_missed_and_withdrawn_as_if_it_were_nested_and_nothing_below_it_matters() {
        TokenPlan chain = Plans.plan(TestGraphs.chain(4).valid(), NARROW, "web", "s0:x");
        GraphBuilder widened = TestGraphs.chain(4).service("s2", "s2:x", "s2:y").embed("e1", "s1:x > s2:x s2:y");
        GraphBuilder below = TestGraphs.chain(4).service("s3", "s3:x", "s3:y").embed("e2", "s2:x > s3:x s3:y");
        GraphBuilder gone = TestGraphs.chain(4).without("e1");
        assertThat(judge(chain, widened, REGISTERED, NARROW))
                .extracting(Staleness::missing)
                .containsOnly(ScopesByService.of(Map.of("s2", Scopes.of("s2:y"))));
        assertThat(judge(chain, below, REGISTERED, NARROW)).containsOnly(Staleness.FRESH);
        assertThat(judge(chain, gone, REGISTERED, NARROW))
                .allMatch(standing -> standing.excess().equals(ScopesByService.of(Map.of("s2", Scopes.of("s2:x"))))
                        && standing.withdrawnFrom().equals(Set.of("e1")));
    }

    /** Of plans that an earlier release entered it is not known what was cut. */
    @Test
    void where_it_is_not_known_what_was_cut_nothing_is_missed_there() {
        TokenPlan whole = Plans.plan(TestGraphs.chain(2).valid(), NARROW, "web", "s0:x");
        TokenPlan cut = Plans.plan(TestGraphs.chain(4).valid(), NARROW, "web", "s0:x");
        assertThat(judge(enteredEarlier(whole), TestGraphs.chain(2))).containsOnly(Staleness.FRESH);
        assertThat(judge(enteredEarlier(whole), TestGraphs.chain(3)).get(0).missing())
                .isEqualTo(ScopesByService.of(Map.of("s2", Scopes.of("s2:x"))));
        assertThat(judge(enteredEarlier(cut), TestGraphs.chain(4))).containsOnly(Staleness.FRESH);
    }

    @Test
    void what_has_moved_and_is_cut_off_where_it_is_now_is_not_in_excess_around_both_places() {
        GraphBuilder graph = GraphBuilder.graph()
                .service("a", "a:x")
                .service("b", "b:x")
                .service("c", "c:x")
                .service("d", "d:x")
                .embed("a-b", "a:x > b:x")
                .embed("a-c", "a:x > c:x")
                .embed("to-d", "b:x > d:x");
        TokenPlan before = Plans.plan(graph.valid(), Plans.ROOMY, "web", "a:x");
        List<Staleness> standings = judge(
                before,
                graph.embed("to-d", "c:x > d:x"),
                REGISTERED,
                new Budget(2, 9, 100_000, Budget.Overflow.EXCHANGE));
        assertThat(standings).extracting(Staleness::stale).containsExactly(true, true, true, true);
        assertThat(standings)
                .extracting(Staleness::excess)
                .containsExactly(
                        ScopesByService.of(Map.of("d", Scopes.of("d:x"))),
                        ScopesByService.of(Map.of("d", Scopes.of("d:x"))),
                        ScopesByService.NONE,
                        ScopesByService.NONE);
        assertThat(standings.get(3).withdrawnFrom()).isEmpty();
    }

    @Test
    void a_nested_token_that_the_budget_would_cut_off_lacks_what_its_edge_gives_by_now() {
        TokenPlan chain = Plans.plan(TestGraphs.chain(3).valid(), Plans.ROOMY, "web", "s0:x");
        GraphBuilder widened = TestGraphs.chain(3).service("s2", "s2:x", "s2:y").embed("e1", "s1:x > s2:x s2:y");
        Staleness cut = judge(chain, widened, REGISTERED, new Budget(2, 9, 100_000, Budget.Overflow.EXCHANGE))
                .get(0);
        assertThat(cut.missing()).isEqualTo(ScopesByService.of(Map.of("s2", Scopes.of("s2:y"))));
        assertThat(cut.excess().services()).isEmpty();
    }

    @Test
    void judging_where_the_paths_multiply_costs_little() {
        Budget budget = new Budget(8, 64, 6_144, Budget.Overflow.EXCHANGE);
        GraphBuilder diamonds = TestGraphs.stackedDiamonds(40);
        TokenPlan plan = Plans.plan(diamonds.valid(), budget, "web", "top0:x");
        Scopes registered = Scopes.of("top0:x");
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            List<Staleness> standings = judge(plan, diamonds.without("left0-down"), registered, budget);
            assertThat(standings.get(standings.size() - 1).stale()).isTrue();
            assertThat(standings.get(standings.size() - 1).excess().services()).isEmpty();
        });
    }
}
