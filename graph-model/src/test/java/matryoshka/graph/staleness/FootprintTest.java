package matryoshka.graph.staleness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.RandomChanges;
import matryoshka.graph.Scopes;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.Plans;
import matryoshka.graph.plan.ReplannedOrigin;
import matryoshka.graph.plan.TokenPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FootprintTest {
    private static final int ROUNDS = 400;
    private static final int FEW = 30;
    private static final Budget TIGHT = new Budget(3, 3, 3_000, Budget.Overflow.EXCHANGE);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_change_that_does_not_meet_a_plan_leaves_it_as_it_was(long seed) {
        Random random = new Random(seed);
        int spared = 0;
        int changed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RandomChain chain = RandomChain.begin(random, round % 2 == 0 ? Plans.ROOMY : TIGHT);
            for (int hops = random.nextInt(3); hops > 0; hops--) {
                chain = chain.exchanged(random, chain.document());
            }
            GraphDocument after = RandomChanges.any(random, chain.document());
            PlanResult<TokenPlan> planned =
                    chain.planned(GraphBuilder.valid(after), chain.plan().origin());
            boolean same = planned instanceof PlanResult.Planned<TokenPlan> plan
                    && plan.value().outer().id().equals(chain.plan().outer().id());
            if (!Footprint.between(chain.document(), after)
                    .meets(Footprint.of(chain.plan().origin(), chain.plan().read()))) {
                spared++;
                assertThat(same).as("seed %d round %d", seed, round).isTrue();
            } else if (!same) {
                changed++;
            }
        }
        assertThat(List.of(spared, changed)).allMatch(count -> count >= FEW);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void nor_does_it_change_how_tokens_stand_that_were_stale_before(long seed) {
        Random random = new Random(seed);
        int spared = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RandomChain chain = RandomChain.begin(random, round % 2 == 0 ? Plans.ROOMY : TIGHT);
            MintedPlan minted = MintedPlan.of(chain.plan());
            GraphDocument before = RandomChanges.any(random, chain.document());
            GraphDocument after = RandomChanges.any(random, before);
            ReplannedOrigin then = today(chain, before);
            List<Staleness> standings = new StalenessEvaluator(minted, then).standings();
            if (!Footprint.between(before, after).meets(Footprint.of(minted.origin(), then.read()))) {
                spared++;
                assertThat(new StalenessEvaluator(minted, today(chain, after)).standings())
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(standings);
            }
        }
        assertThat(spared).isGreaterThan(FEW);
    }

    private static ReplannedOrigin today(RandomChain chain, GraphDocument document) {
        Origin origin = chain.plan().origin();
        return new ReplannedOrigin(
                GraphBuilder.valid(document),
                origin,
                chain.registration(),
                RandomChain.fit(chain.budget()),
                OuterToken.forItself(origin.client()));
    }

    @Test
    void what_has_too_many_parts_is_everything() {
        Footprint large =
                Footprint.of(IntStream.rangeClosed(0, Footprint.MAX_NUMBERS).toArray());
        Footprint plan = Footprint.of(Origin.of("app", Scopes.of("a:x")), List.of("a"));

        assertThat(large.isEverything()).isTrue();
        assertThat(large.meets(plan)).isTrue();
        assertThat(plan.meets(large)).isTrue();
        assertThat(plan.and(large)).isEqualTo(Footprint.EVERYTHING);
        assertThat(Footprint.of().meets(large)).isFalse();
        assertThat(Footprint.of(plan.numbers())).isEqualTo(plan);
    }
}
