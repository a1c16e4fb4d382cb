package matryoshka.graph.staleness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.RandomChanges;
import matryoshka.graph.RandomTerms;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.Plans;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.plan.TokenPath;
import matryoshka.graph.staleness.LiteralTokens.Token;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariant 5 of docs/model.md for a token of which it is known what conditions kept out of it. */
class HeldTokensPropertiesTest {
    private static final int ROUNDS = 400;
    private static final int FEW = 10;

    private int freshAlthoughPlansDiffer;
    private int stale;
    private int lacking;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void a_token_is_stale_exactly_if_minting_it_again_for_the_same_request_gives_other_content(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            RandomChain chain = RandomChain.begin(random, Plans.ROOMY);
            if (random.nextBoolean()) {
                chain = chain.exchanged(random, chain.document());
            }
            GraphDocument today = changed(random, chain.document());
            MintedPlan minted = MintedPlan.of(chain.plan());
            Set<String> holding = new HashSet<>(minted.outer().conditions());
            minted.conditions().stream()
                    .filter(condition -> random.nextBoolean())
                    .forEach(holding::add);
            judgedByWhatIsHeld(chain, today, holding, String.format(Locale.ROOT, "seed %d round %d", seed, round));
        }
        assertThat(List.of(freshAlthoughPlansDiffer, stale, lacking)).allMatch(count -> count >= FEW);
    }

    private void judgedByWhatIsHeld(RandomChain chain, GraphDocument today, Set<String> holding, String which) {
        MintedPlan minted = MintedPlan.of(chain.plan());
        StalenessEvaluator judge = new StalenessEvaluator(
                minted,
                new ReplannedOrigin(
                        GraphBuilder.valid(today),
                        minted.origin(),
                        chain.registration(),
                        RandomChain.fit(chain.budget()),
                        OuterToken.forItself(minted.origin().client())));
        Token before = LiteralTokens.outer(chain.document(), minted.origin(), chain.registration())
                .orElseThrow();
        Optional<Token> after = LiteralTokens.outer(today, minted.origin(), chain.registration());
        HeldTokens held = HeldTokens.of(minted, node -> holding.containsAll(node.conditions()));
        for (MintedPlan.Node node : minted.nodes()) {
            TokenPath way = node.level().path();
            Optional<Token> now = after.flatMap(outer -> outer.at(way));
            if (held.has(node) && now.stream().allMatch(token -> isForeseen(token, way, before, held.met()))) {
                Staleness standing = judge.standing(node, held::has);
                String content = before.at(way).orElseThrow().content(holding);
                assertThat(standing.stale())
                        .as("%s at %s: %s, now %s; %s", which, way, before.at(way), now, standing)
                        .isEqualTo(!now.map(token -> token.content(holding)).equals(Optional.of(content)));
                count(standing, minted, judge, node);
            }
        }
    }

    /** Whether each condition in it was met, or is the one that kept the same token back. */
    private static boolean isForeseen(Token token, TokenPath way, Token before, Set<String> met) {
        Set<String> conditions = token.way().conditions();
        boolean same = before.at(way)
                .map(then -> then.way().conditions())
                .filter(conditions::equals)
                .isPresent();
        return (same || met.containsAll(conditions))
                && token.below().keySet().stream().allMatch(step -> {
                    TokenPath longer = way.then(step);
                    return isForeseen(token.at(TokenPath.of(step)).orElseThrow(), longer, before, met);
                });
    }

    private void count(Staleness standing, MintedPlan minted, StalenessEvaluator judge, MintedPlan.Node node) {
        stale += standing.stale() ? 1 : 0;
        boolean planIsStale =
                judge.standings().get(minted.nodes().indexOf(node)).stale();
        freshAlthoughPlansDiffer += planIsStale && !standing.stale() ? 1 : 0;
        lacking += standing.missing().isEmpty() ? 0 : 1;
    }

    private static GraphDocument changed(Random random, GraphDocument document) {
        return random.nextBoolean() ? RandomChanges.any(random, document) : RandomTerms.changed(random, document);
    }
}
