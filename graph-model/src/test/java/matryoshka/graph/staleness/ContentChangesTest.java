package matryoshka.graph.staleness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.Edges;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.Scopes;
import matryoshka.graph.ScopesByService;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Services;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Edge;
import matryoshka.graph.plan.Exchange;
import matryoshka.graph.plan.FitPlan;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.Plans;
import matryoshka.graph.plan.Registration;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.plan.Subject;
import matryoshka.graph.plan.TokenPath;
import matryoshka.graph.plan.TokenPlan;
import org.junit.jupiter.api.Test;

/** What takes effect in a token, and what does not: a nests a token for b, that one for c; what b exchanges it for is d's. */
class ContentChangesTest {
    private static final String GOLD = "client.tier == 'gold'";
    private static final FitPlan FIT = new FitPlan(Plans.ROOMY, Plans.SIZES, Plans.SIZES);
    private static final TokenPath TO_B = TokenPath.of(new Edge("a", "b"));
    private static final int C = 0;
    private static final int B = 1;
    private static final int A = 2;

    private final Registration registration = new Registration(Scopes.of("a:x"), new TreeMap<>(Map.of("tier", "gold")));

    private static GraphBuilder graph() {
        return GraphBuilder.graph()
                .service("a", "a:x")
                .service("b", "b:x")
                .service("c", "c:x")
                .service("d", "d:x")
                .embed("a-b", "a:x > b:x")
                .embed("b-c", "b:x > c:x")
                .exchange("b-d", "b:x > d:x");
    }

    private static GraphBuilder with(GraphBuilder graph, String name, UnaryOperator<Dependency> change) {
        Dependency edge = graph.document().dependencies().get(name);
        return graph.dependency(change.apply(edge));
    }

    private static GraphBuilder embedding(String name, UnaryOperator<Dependency> change) {
        return with(graph(), name, change);
    }

    private static UnaryOperator<Dependency> living(int seconds) {
        return edge -> Edges.guarded(edge, Duration.ofSeconds(seconds), edge.confidential());
    }

    private static UnaryOperator<Dependency> claims(List<String> pass, Map<String, Object> set) {
        return edge -> Edges.claims(edge, new ClaimRules(Sorted.set(pass), new TreeMap<>(set)));
    }

    private static UnaryOperator<Dependency> when(String condition) {
        return edge -> Edges.when(edge, condition);
    }

    private TokenPlan plan(GraphBuilder graph) {
        return plan(graph.valid(), Origin.of("web", Scopes.of("a:x")));
    }

    private TokenPlan plan(ServiceGraph graph, Origin origin) {
        return Plans.value(FIT.plan(graph, origin, registration, OuterToken.forItself("web")));
    }

    /** What b gets for d in exchange for the token that is nested in a's. */
    private TokenPlan exchanged(GraphBuilder graph) {
        Exchange.Given given = Plans.value(new Exchange(graph.valid(), registration)
                .give(
                        new Subject(plan(graph).origin(), TO_B, Scopes.of("b:x")),
                        new Exchange.Wish("b", Sorted.set(List.of("d")), null)));
        return plan(graph.valid(), given.origin());
    }

    private StalenessEvaluator judge(TokenPlan plan, GraphBuilder later) {
        return judge(plan, later, registration);
    }

    private static StalenessEvaluator judge(TokenPlan plan, GraphBuilder later, Registration registration) {
        return new StalenessEvaluator(MintedPlan.of(plan), today(plan, later, registration));
    }

    private static ReplannedOrigin today(TokenPlan plan, GraphBuilder later, Registration registration) {
        return new ReplannedOrigin(later.valid(), plan.origin(), registration, FIT, OuterToken.forItself("web"));
    }

    private List<Set<String>> changed(GraphBuilder before, GraphBuilder later) {
        return judge(plan(before), later).standings().stream()
                .<Set<String>>map(Staleness::changed)
                .toList();
    }

    private void assertFresh(GraphBuilder before, GraphBuilder later) {
        assertThat(judge(plan(before), later).standings()).containsOnly(Staleness.FRESH);
        assertThat(judge(plan(later), before).standings()).containsOnly(Staleness.FRESH);
    }

    @Test
    void a_cap_that_another_one_on_the_way_undercuts_outdates_nothing() {
        GraphBuilder before = with(embedding("a-b", living(30)), "b-c", living(40));
        assertFresh(before, with(embedding("a-b", living(30)), "b-c", living(50)));
        assertFresh(before, embedding("a-b", living(30)));
    }

    @Test
    void a_life_that_is_stated_as_the_default_has_it_outdates_nothing() {
        Duration usual = GraphBuilder.TERMS.defaultLifetime();
        assertFresh(graph(), graph().service("b", b -> Services.lifetime(b, usual), "b:x"));
        assertFresh(graph(), graph().service("c", c -> Services.lifetime(c, usual.plusSeconds(1)), "c:x"));
        assertFresh(graph(), embedding("b-c", living((int) usual.toSeconds() + 1)));
    }

    @Test
    void a_life_that_is_cut_changes_every_token_that_it_cuts() {
        GraphBuilder shorter = graph().service("a", a -> Services.lifetime(a, Duration.ofSeconds(20)), "a:x");
        assertThat(changed(graph(), shorter)).containsExactly(Set.of("c"), Set.of("b", "c"), Set.of("a", "b", "c"));
    }

    @Test
    void a_claim_that_is_passed_and_that_nobody_holds_outdates_nothing() {
        assertFresh(graph(), embedding("a-b", claims(List.of("region"), Map.of())));
        assertFresh(graph(), embedding("b-c", claims(List.of("tier"), Map.of())));
    }

    @Test
    void a_claim_that_is_passed_and_held_changes_all_that_it_comes_to() {
        GraphBuilder passing = embedding("a-b", claims(List.of("tier"), Map.of()));
        assertThat(changed(graph(), passing)).containsExactly(Set.of(), Set.of("b"), Set.of("b"));
        GraphBuilder passingOn = with(passing, "b-c", claims(List.of("tier"), Map.of()));
        assertThat(changed(graph(), passingOn)).containsExactly(Set.of("c"), Set.of("b", "c"), Set.of("b", "c"));
    }

    @Test
    void a_claim_is_the_same_whichever_rule_gave_it() {
        GraphBuilder passed = embedding("a-b", claims(List.of("tier"), Map.of()));
        GraphBuilder set = embedding("a-b", claims(List.of(), Map.of("tier", "gold")));
        assertFresh(passed, set);
    }

    @Test
    void a_claim_that_a_user_brings_is_passed_if_it_was_brought() {
        TokenPlan brought =
                plan(graph().valid(), Origin.of("web", Scopes.of("a:x")).bringing(List.of("region")));
        assertThat(judge(brought, embedding("a-b", claims(List.of("region"), Map.of())))
                        .standings())
                .extracting(Staleness::changed)
                .containsExactly(Sorted.set(List.of()), Sorted.set(List.of("b")), Sorted.set(List.of("b")));
        assertThat(judge(brought, embedding("a-b", claims(List.of("age"), Map.of())))
                        .standings())
                .containsOnly(Staleness.FRESH);
    }

    @Test
    void other_claims_of_the_client_change_the_tokens_that_have_them() {
        Registration silver = new Registration(registration.scopes(), new TreeMap<>(Map.of("tier", "silver")));
        List<Staleness> standings = judge(plan(graph()), graph(), silver).standings();
        assertThat(standings.get(C)).isEqualTo(Staleness.FRESH);
        assertThat(standings.get(A).changed()).containsExactly("a");
    }

    @Test
    void the_client_that_began_the_chain_may_be_named_and_a_context_and_a_new_order_too() {
        GraphBuilder named = with(graph(), "a-b", edge -> Edges.clients(edge, List.of("mobile", "web")));
        assertFresh(graph(), named);
        assertFresh(graph(), graph().inContext("own", "b", "b:x"));
        assertFresh(graph(), graph().without("a-b").embed("z", "a:x > b:x"));
    }

    @Test
    void what_only_an_embedded_token_has_outdates_no_exchanged_one() {
        GraphBuilder sealing = graph().service(
                        "b",
                        b -> Services.keys(
                                b, new matryoshka.graph.ServiceKeys(List.of(), Sorted.map(Map.of("kty", "EC")))),
                        "b:x");
        GraphBuilder sealed = with(sealing, "b-d", edge -> Edges.guarded(edge, null, true));
        assertThat(judge(exchanged(graph()), sealed).standings()).containsOnly(Staleness.FRESH);
    }

    @Test
    void an_exchanged_token_lives_no_longer_than_what_it_was_exchanged_for() {
        GraphBuilder before = with(embedding("a-b", living(30)), "b-d", living(40));
        GraphBuilder later = with(embedding("a-b", living(30)), "b-d", living(50));
        assertThat(judge(exchanged(before), later).standings()).containsOnly(Staleness.FRESH);
        assertThat(judge(exchanged(before), with(embedding("a-b", living(20)), "b-d", living(40)))
                        .outer()
                        .changed())
                .containsExactly("d");
    }

    @Test
    void an_extension_changes_what_it_extends() {
        GraphBuilder extended = with(graph(), "b-d", edge -> Edges.extend(edge, Duration.ofHours(1)));
        assertThat(judge(exchanged(graph()), extended).outer().changed()).containsExactly("d");
        assertThat(judge(exchanged(extended), graph()).outer().changed()).containsExactly("d");
    }

    @Test
    void a_chain_is_extended_once_and_a_second_extension_outdates_nothing() {
        UnaryOperator<Dependency> extending = edge -> Edges.extend(edge, Duration.ofHours(1));
        GraphBuilder once = with(graph(), "b-d", extending).service("e", "e:x").exchange("d-e", "d:x > e:x");
        TokenPlan first = exchanged(once);
        Exchange.Given given = Plans.value(new Exchange(once.valid(), registration)
                .give(
                        new Subject(first.origin(), TokenPath.OUTER, Scopes.of("d:x")),
                        new Exchange.Wish("d", Sorted.set(List.of("e")), null)));
        TokenPlan second = plan(once.valid(), given.origin());
        GraphBuilder twice = with(graph(), "b-d", extending).service("e", "e:x").exchange("d-e", "d:x > e:x");
        assertThat(judge(second, with(twice, "d-e", extending)).standings()).containsOnly(Staleness.FRESH);
    }

    @Test
    void a_claim_that_is_set_is_not_passed_as_well() {
        TokenPlan brought = plan(
                embedding("a-b", claims(List.of(), Map.of("region", "eu"))).valid(),
                Origin.of("web", Scopes.of("a:x")).bringing(List.of("region")));
        assertThat(judge(brought, embedding("a-b", claims(List.of("region"), Map.of("region", "eu"))))
                        .standings())
                .containsOnly(Staleness.FRESH);
    }

    @Test
    void a_claim_that_no_longer_comes_to_what_was_exchanged_changes_what_it_was_exchanged_for() {
        UnaryOperator<Dependency> passing = claims(List.of("tier"), Map.of());
        GraphBuilder before = with(embedding("a-b", passing), "b-d", passing);
        assertThat(judge(exchanged(before), with(graph(), "b-d", passing))
                        .outer()
                        .changed())
                .containsExactly("d");
    }

    @Test
    void a_condition_where_nobody_comes_outdates_nothing() {
        GraphBuilder closed = graph().service("b", "b:x", "b:y").embed("b-more", "b:y > d:x");
        assertFresh(
                closed, with(graph().service("b", "b:x", "b:y").embed("b-more", "b:y > d:x"), "b-more", when(GOLD)));
    }

    @Test
    void a_new_condition_withdraws_what_it_guards_and_all_in_it() {
        List<Staleness> standings =
                judge(plan(graph()), embedding("a-b", when(GOLD))).standings();
        assertThat(standings)
                .extracting(standing -> standing.excess().services().keySet().toString())
                .containsExactly("[c]", "[b, c]", "[b, c]");
        TokenPlan exchanged = exchanged(graph());
        assertThat(judge(exchanged, embedding("a-b", when(GOLD))).outer().excess())
                .isEqualTo(ScopesByService.of(Map.of("d", Scopes.of("d:x"))));
    }

    @Test
    void a_condition_that_is_dropped_changes_a_plan_of_which_it_is_not_known_who_met_it() {
        assertThat(changed(embedding("b-c", when(GOLD)), graph()))
                .containsExactly(Set.of("c"), Set.of("c"), Set.of("c"));
    }

    @Test
    void a_condition_that_is_dropped_outdates_no_token_that_met_it_and_the_others_lack_what_it_guarded() {
        TokenPlan plan = plan(embedding("b-c", when(GOLD)));
        MintedPlan minted = MintedPlan.of(plan);
        StalenessEvaluator judge = judge(plan, graph());
        MintedPlan.Node outer = minted.nodes().get(A);
        assertThat(judge.standing(outer, node -> true)).isEqualTo(Staleness.FRESH);
        Staleness lacking =
                judge.standing(outer, node -> !node.equals(minted.nodes().get(C)));
        assertThat(lacking.missing()).isEqualTo(ScopesByService.of(Map.of("c", Scopes.of("c:x"))));
        assertThat(lacking.excess().services()).isEmpty();
    }

    @Test
    void what_a_condition_kept_back_outdates_no_token_and_another_condition_does() {
        TokenPlan plan = plan(embedding("b-c", when(GOLD)));
        MintedPlan minted = MintedPlan.of(plan);
        MintedPlan.Node outer = minted.nodes().get(A);
        GraphBuilder shorter = with(embedding("b-c", when(GOLD)), "b-c", living(9));
        assertThat(judge(plan, shorter)
                        .standing(outer, node -> !node.equals(minted.nodes().get(C))))
                .isEqualTo(Staleness.FRESH);
        assertThat(judge(plan, embedding("b-c", when("client.tier == 'silver'")))
                        .standing(outer, node -> !node.equals(minted.nodes().get(C)))
                        .changed())
                .containsExactly("b");
    }

    @Test
    void a_plan_of_an_earlier_release_is_judged_by_what_its_tokens_permit() {
        TokenPlan plan = plan(graph());
        MintedPlan minted = MintedPlan.of(plan);
        List<MintedPlan.Node> nodes = minted.nodes().stream()
                .map(node -> new MintedPlan.Node("old-" + node.id(), node.level(), null, Sorted.set(List.of()), null))
                .toList();
        MintedPlan old = new MintedPlan(plan.origin(), minted.lineage(), nodes, minted.conditions());
        assertThat(new StalenessEvaluator(old, today(plan, embedding("a-b", living(9)), registration)).standings())
                .containsOnly(Staleness.FRESH);
        List<Staleness> without =
                new StalenessEvaluator(old, today(plan, graph().without("b-c"), registration)).standings();
        assertThat(without.get(B).excess()).isEqualTo(ScopesByService.of(Map.of("c", Scopes.of("c:x"))));
    }
}
