package matryoshka.graph.staleness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.RandomChanges;
import matryoshka.graph.RandomTerms;
import matryoshka.graph.Scopes;
import matryoshka.graph.ScopesByService;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.Plans;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.plan.TokenPath;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.staleness.LiteralTokens.Power;
import matryoshka.graph.staleness.LiteralTokens.Token;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariant 5 of docs/model.md, for every chain and every change of the graph below it and of its client's registration. */
class StalenessPropertiesTest {
    private static final int ROUNDS = 300;
    /** Chains of exchanges differ in more ways. */
    private static final int MANY_ROUNDS = 700;

    private static final int FEW = 10;

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
                    random,
                    RandomChain.begin(random, Plans.ROOMY),
                    String.format(Locale.ROOT, "seed %d round %d", seed, round));
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
            judgedAsTheDesignReads(random, chain, String.format(Locale.ROOT, "seed %d round %d", seed, round));
        }
        assertThat(hops).isGreaterThan(MANY_ROUNDS / 2);
        assertThat(List.of(fresh, stale, missing, excess, changed)).allMatch(count -> count >= FEW);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void what_no_token_says_outdates_none_and_what_is_taken_back_outdates_none_either(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            RandomChain chain = exchangedOften(random, RandomChain.begin(random, anyBudget(random)));
            for (GraphDocument today : List.of(chain.document(), RandomChanges.ofNoToken(random, chain.document()))) {
                assertThat(standings(chain, today, anyBudget(random)))
                        .as("seed %d round %d", seed, round)
                        .containsOnly(Staleness.FRESH);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void under_any_budget_a_token_is_judged_by_the_graph_alone(long seed) {
        Random random = new Random(seed);
        int cut = 0;
        for (int round = 0; round < MANY_ROUNDS; round++) {
            RandomChain begun = RandomChain.begin(random, anyBudget(random));
            RandomChain chain = random.nextBoolean() ? begun : exchangedOften(random, begun);
            judgedAsTheDesignReads(random, chain, String.format(Locale.ROOT, "seed %d round %d", seed, round));
            cut += cutPlaces(chain.plan()).size();
        }
        assertThat(cut).isGreaterThan(MANY_ROUNDS / 10);
        assertThat(List.of(fresh, stale, missing, excess, changed)).allMatch(count -> count >= FEW);
    }

    /** A publish that only adds to the tokens around it, so that the budget cuts elsewhere, leaves a token as it is. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_new_sibling_outdates_the_tokens_around_it_alone(long seed) {
        Random random = new Random(seed);
        int cutOtherwise = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RandomChain chain = RandomChain.begin(random, anyBudget(random));
            GraphDocument today = withSibling(chain);
            List<Staleness> standings = standings(chain, today, chain.budget());
            for (int index = 0; index < standings.size(); index++) {
                TokenPath way = chain.plan().leafFirst().get(index).path();
                boolean isAround = chain.plan().leafFirst().stream()
                        .anyMatch(token -> token.level().isAtOrBelow(way)
                                && token.content().members().contains(member(chain)));
                assertThat(standings.get(index).missing())
                        .as("seed %d round %d at %s", seed, round, way)
                        .isEqualTo(
                                isAround
                                        ? ScopesByService.of(Map.of("sibling", Scopes.of("sibling:x")))
                                        : ScopesByService.NONE);
                assertThat(standings.get(index).stale()).isEqualTo(isAround);
            }
            TokenPlan again = Plans.value(
                    chain.planned(GraphBuilder.valid(today), chain.plan().origin()));
            for (int index = 0; index < standings.size(); index++) {
                PlannedToken token = chain.plan().leafFirst().get(index);
                boolean isPlannedAlike = again.at(token.path())
                        .filter(now -> now.id().equals(token.id()))
                        .isPresent();
                cutOtherwise += isPlannedAlike || standings.get(index).stale() ? 0 : 1;
            }
        }
        assertThat(cutOtherwise).isGreaterThan(FEW);
    }

    private static String member(RandomChain chain) {
        return chain.plan().outer().content().members().first();
    }

    private static GraphDocument withSibling(RandomChain chain) {
        return GraphBuilder.of(chain.document())
                .service("sibling", "sibling:x")
                .embed("a-sibling", member(chain) + " > sibling:x")
                .document();
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
        Set<TokenPath> cut = cutPlaces(chain.plan());
        Set<String> conditions = MintedPlan.of(chain.plan()).conditions();
        List<Staleness> standings = standings(later, today, anyBudget(random));
        for (int index = 0; index < standings.size(); index++) {
            TokenPath way = chain.plan().leafFirst().get(index).path();
            Token then = before.at(way).orElseThrow();
            Optional<Token> now = after.flatMap(outer -> outer.at(way));
            Set<Power> gained =
                    new HashSet<>(now.map(token -> token.authority(way, cut)).orElse(Set.of()));
            gained.removeAll(then.authority(way, cut));
            Set<Power> withdrawn = new HashSet<>(then.authority(way, cut));
            withdrawn.removeAll(now.map(token -> token.authorityOn(conditions)).orElse(Set.of()));
            Staleness standing = standings.get(index);
            boolean saysOther = !now.map(token -> token.content(way, cut)).equals(Optional.of(then.content(way, cut)));
            assertThat(standing.stale())
                    .as("%s at %s: %s, now %s", which, way, then.content(), now.map(Token::content))
                    .isEqualTo(saysOther || !gained.isEmpty() || !withdrawn.isEmpty());
            assertThat(standing.missing()).as(which).isEqualTo(byService(gained));
            assertThat(standing.excess()).as(which).isEqualTo(byService(withdrawn));
            assertThat(standing.withdrawnFrom().isEmpty()).as(which).isEqualTo(withdrawn.isEmpty());
            assertThat(standing.changed().isEmpty())
                    .as("%s: a direction, and only one where power is not all the same", which)
                    .isEqualTo(!standing.stale() || !gained.isEmpty() || !withdrawn.isEmpty());
        }
        count(standings);
    }

    /** Where the budget of a plan cut a token. */
    private static Set<TokenPath> cutPlaces(TokenPlan plan) {
        return plan.leafFirst().stream()
                .flatMap(token -> token.cut().stream())
                .map(cut -> cut.authority().path())
                .collect(Collectors.toSet());
    }

    /** From those that cut nearly all to one that cuts nothing. */
    private static Budget anyBudget(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Budget(1 + random.nextInt(3), 100, 1_000_000, Budget.Overflow.EXCHANGE);
            case 1 -> new Budget(100, 1 + random.nextInt(6), 1_000_000, Budget.Overflow.EXCHANGE);
            case 2 -> new Budget(100, 100, 3_000 + random.nextInt(4_000), Budget.Overflow.EXCHANGE);
            default -> Plans.ROOMY;
        };
    }

    private static List<Staleness> standings(RandomChain chain, GraphDocument document, Budget budget) {
        TokenPlan plan = chain.plan();
        ReplannedOrigin today = new ReplannedOrigin(
                GraphBuilder.valid(document),
                plan.origin(),
                chain.registration(),
                RandomChain.fit(budget),
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

    private static ScopesByService byService(Set<Power> powers) {
        SortedMap<String, Scopes> byService = new TreeMap<>();
        powers.forEach(power -> byService.merge(power.service(), Scopes.of(power.scope()), Scopes::union));
        return ScopesByService.of(byService);
    }

    private static GraphDocument changed(Random random, GraphDocument document) {
        return random.nextBoolean() ? RandomChanges.any(random, document) : RandomTerms.changed(random, document);
    }
}
