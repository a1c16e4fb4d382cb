package matryoshka.graph.staleness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.RandomChanges;
import matryoshka.graph.RandomTerms;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.Edge;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.Plans;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.plan.TokenAuthority;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.staleness.LiteralTokens.Power;
import matryoshka.graph.staleness.LiteralTokens.Token;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariant 5 of the design, for every chain and every change of the graph below it and of its client's registration. */
class StalenessPropertiesTest {
    private static final int ROUNDS = 300;
    /** Chains of exchanges differ in more ways. */
    private static final int MANY_ROUNDS = 1_000;

    private static final int FEW = 10;
    private static final Budget TIGHT = new Budget(3, 3, 3_000, Budget.Overflow.EXCHANGE);

    /** How often what was met, so that no property holds for want of cases. */
    private int fresh;

    private int stale;
    private int missing;
    private int excess;
    private int changed;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_token_is_stale_exactly_if_minting_it_again_gives_other_content_and_in_that_direction(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            judgedAsTheDesignReads(
                    random, RandomChain.begin(random, Plans.ROOMY), "seed %d round %d".formatted(seed, round));
        }
        assertThat(List.of(fresh, stale, missing, excess, changed)).allMatch(count -> count >= FEW);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_token_had_by_exchanges_is_judged_by_the_chain_it_stands_on(long seed) {
        Random random = new Random(seed);
        int hops = 0;
        for (int round = 0; round < MANY_ROUNDS; round++) {
            RandomChain chain = exchangedOften(random, RandomChain.begin(random, Plans.ROOMY));
            hops += chain.plan().origin().hops().size();
            judgedAsTheDesignReads(random, chain, "seed %d round %d".formatted(seed, round));
        }
        assertThat(hops).isGreaterThan(MANY_ROUNDS / 2);
        assertThat(List.of(fresh, stale, missing, excess, changed)).allMatch(count -> count >= FEW);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void what_no_token_says_outdates_none_and_what_is_taken_back_outdates_none_either(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Budget budget = random.nextBoolean() ? TIGHT : Plans.ROOMY;
            RandomChain chain = exchangedOften(random, RandomChain.begin(random, budget));
            for (GraphDocument today : List.of(chain.document(), RandomChanges.ofNoToken(random, chain.document()))) {
                assertThat(standings(chain, today))
                        .as("seed %d round %d", seed, round)
                        .containsOnly(Staleness.FRESH);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void under_a_budget_an_outer_token_is_fresh_exactly_if_the_same_plan_is_made_again(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            RandomChain chain = exchangedOften(random, RandomChain.begin(random, TIGHT));
            GraphDocument today = changed(random, chain.document());
            List<Staleness> standings = standings(chain, today);
            boolean same = chain.planned(GraphBuilder.valid(today), chain.plan().origin())
                            instanceof PlanResult.Planned<TokenPlan> again
                    && contents(today, chain, again.value()).equals(contents(chain.document(), chain, chain.plan()));
            boolean outerIsFresh = !standings.get(standings.size() - 1).stale();
            assertThat(outerIsFresh).as("seed %d round %d", seed, round).isEqualTo(same);
            count(standings);
        }
        assertThat(List.of(fresh, stale)).allMatch(count -> count >= FEW);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void what_only_the_budget_cuts_off_is_never_in_excess_and_all_else_that_is_gone_is(long seed) {
        Random random = new Random(seed);
        int cut = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RandomChain chain = exchangedOften(random, RandomChain.begin(random, TIGHT));
            GraphDocument today = changed(random, chain.document());
            Optional<Token> uncut = LiteralTokens.outer(today, chain.plan().origin(), chain.registration());
            List<Staleness> standings = standings(chain, today);
            SortedSet<String> conditions = MintedPlan.of(chain.plan()).conditions();
            for (int index = 0; index < standings.size(); index++) {
                List<Edge> way = chain.plan().leafFirst().get(index).way();
                Set<Power> withdrawn = powers(chain.plan(), way);
                withdrawn.removeAll(uncut.flatMap(token -> token.at(way))
                        .map(token -> token.authorityOn(conditions))
                        .orElse(Set.of()));
                assertThat(standings.get(index).excess())
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(byService(withdrawn));
            }
            count(standings);
            cut += (int) chain.plan().leafFirst().stream()
                    .filter(token -> !token.cut().isEmpty())
                    .count();
        }
        assertThat(List.of(cut, excess)).allMatch(count -> count >= FEW);
    }

    private static RandomChain exchangedOften(Random random, RandomChain begun) {
        RandomChain chain = begun;
        for (int exchanges = random.nextInt(6); exchanges > 0; exchanges--) {
            GraphDocument today =
                    random.nextInt(4) == 0 ? RandomChanges.any(random, chain.document()) : chain.document();
            chain = chain.exchanged(random, today);
        }
        return chain;
    }

    private void judgedAsTheDesignReads(Random random, RandomChain chain, String which) {
        GraphDocument today = changed(random, chain.document());
        RandomChain later = random.nextInt(4) > 0 ? chain : chain.registeredAnew(random);
        Token before = LiteralTokens.outer(chain.document(), chain.plan().origin(), chain.registration())
                .orElseThrow();
        Optional<Token> after = LiteralTokens.outer(today, chain.plan().origin(), later.registration());
        List<Staleness> standings = standings(later, today);
        for (int index = 0; index < standings.size(); index++) {
            List<Edge> way = chain.plan().leafFirst().get(index).way();
            Token then = before.at(way).orElseThrow();
            Optional<Token> now = after.flatMap(outer -> outer.at(way));
            Set<Power> gained = new HashSet<>(now.map(Token::authority).orElse(Set.of()));
            gained.removeAll(then.authority());
            Set<Power> withdrawn = new HashSet<>(then.authority());
            withdrawn.removeAll(
                    now.map(token -> token.authorityOn(before.conditions())).orElse(Set.of()));
            Staleness standing = standings.get(index);
            assertThat(standing.stale())
                    .as("%s at %s: %s, now %s", which, way, then.content(), now.map(Token::content))
                    .isEqualTo(!now.map(Token::content).equals(Optional.of(then.content())));
            assertThat(standing.missing()).as(which).isEqualTo(byService(gained));
            assertThat(standing.excess()).as(which).isEqualTo(byService(withdrawn));
            assertThat(standing.withdrawnFrom().isEmpty()).as(which).isEqualTo(withdrawn.isEmpty());
            assertThat(standing.changed().isEmpty())
                    .as("%s: a direction, and only one where power is not all the same", which)
                    .isEqualTo(!standing.stale() || !gained.isEmpty() || !withdrawn.isEmpty());
        }
        count(standings);
    }

    private static List<Staleness> standings(RandomChain chain, GraphDocument document) {
        TokenPlan plan = chain.plan();
        ReplannedOrigin today = new ReplannedOrigin(
                GraphBuilder.valid(document),
                plan.origin(),
                chain.registration(),
                RandomChain.fit(chain.budget()),
                OuterToken.forItself(plan.originClient()));
        return new StalenessEvaluator(MintedPlan.of(plan), today).standings();
    }

    private void count(List<Staleness> standings) {
        for (Staleness standing : standings) {
            fresh += standing.equals(Staleness.FRESH) ? 1 : 0;
            stale += standing.stale() ? 1 : 0;
            missing += standing.missing().isEmpty() ? 0 : 1;
            excess += standing.excess().isEmpty() ? 0 : 1;
            changed += standing.changed().isEmpty() ? 0 : 1;
        }
    }

    /** All that a plan's tokens say, by the way to each. */
    private static Map<List<Edge>, String> contents(GraphDocument document, RandomChain chain, TokenPlan plan) {
        Token outer = LiteralTokens.outer(document, plan.origin(), chain.registration())
                .orElseThrow();
        Map<List<Edge>, String> contents = new HashMap<>();
        for (PlannedToken token : plan.leafFirst()) {
            Token literal = outer.at(token.way()).orElseThrow();
            contents.put(
                    token.way(),
                    literal.said()
                            + literal.way().conditions()
                            + token.content().exchange());
        }
        return contents;
    }

    private static Set<Power> powers(TokenPlan plan, List<Edge> way) {
        Set<Power> powers = new HashSet<>();
        for (PlannedToken token : plan.leafFirst()) {
            TokenAuthority level = token.level();
            if (level.isAtOrBelow(way)) {
                level.services()
                        .forEach((service, at) ->
                                at.scopes().forEach(scope -> powers.add(new Power(service, at.audience(), scope))));
            }
        }
        return powers;
    }

    private static SortedMap<String, SortedSet<String>> byService(Set<Power> powers) {
        SortedMap<String, SortedSet<String>> byService = new TreeMap<>();
        powers.forEach(power -> byService
                .computeIfAbsent(power.service(), service -> new TreeSet<>())
                .add(power.scope()));
        return Sorted.map(byService);
    }

    private static GraphDocument changed(Random random, GraphDocument document) {
        return random.nextBoolean() ? RandomChanges.any(random, document) : RandomTerms.changed(random, document);
    }
}
