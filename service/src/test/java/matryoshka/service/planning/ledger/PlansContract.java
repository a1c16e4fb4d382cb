package matryoshka.service.planning.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The contract of every store of plans, in the database or in memory. It holds at most eight live plans of a client. */
abstract class PlansContract {
    static final int MAX_PER_CLIENT = 8;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    abstract PlanUses uses();

    abstract KeptPlans plans();

    @Test
    void a_plan_comes_back_as_it_was_entered() {
        NewPlan plan = MintedPlans.entered("p", 3, now, 10);

        PlanUse use = entered(plan);

        assertThat(use).isEqualTo(new PlanUse("p", use.status(), now, now.plusSeconds(10)));
        assertThat(use.status()).isNotNull();
        assertThat(uses().find("p")).contains(use);
        assertThat(plans().of(List.of("p", "q"))).containsExactly(plan.kept(use));
        assertThat(plans().withNode("p-1")).contains(plan.kept(use));
        assertThat(uses().find("q")).isEmpty();
        assertThat(plans().withNode("q")).isEmpty();
    }

    @Test
    void plans_share_no_index_in_a_status_list() {
        StatusBlock first = Objects.requireNonNull(
                entered(MintedPlans.entered("p", 3, now, 10)).status());
        StatusBlock second = Objects.requireNonNull(
                entered(MintedPlans.entered("q", 1, now, 10)).status());

        assertThat(List.of(first.first(), first.first() + 1, first.first() + 2)).doesNotContain(second.first());
        assertThat(plans().inList(first.list(), Duration.ofHours(1)))
                .contains(new KeptPlans.Place("p", "app", first.first()));
    }

    @Test
    void a_plan_entered_again_keeps_its_index_and_lives_longer() {
        PlanUse entered = entered(MintedPlans.entered("p", 3, now, 10));

        PlanUse again = entered(MintedPlans.entered("p", 3, now.plusSeconds(60), 70));

        assertThat(again).isEqualTo(new PlanUse("p", entered.status(), now.plusSeconds(60), now.plusSeconds(130)));
    }

    @Test
    void a_later_use_extends_a_plan_and_an_earlier_one_does_not_shorten_it() {
        PlanUse use = entered(MintedPlans.entered("p", 1, now, 10));
        PlanUse gone = new PlanUse("gone", null, now, now);

        assertThat(uses().extend(List.of(use.again(now.plusSeconds(60), now.plusSeconds(70)), gone)))
                .containsExactly("gone");
        assertThat(uses().extend(List.of(use.again(now.plusSeconds(30), now.plusSeconds(40)))))
                .isEmpty();

        assertThat(uses().find("p")).contains(new PlanUse("p", use.status(), now.plusSeconds(60), now.plusSeconds(70)));
    }

    @Test
    void a_plan_whose_last_token_expired_long_ago_is_retired() {
        entered(MintedPlans.entered("p", 2, now, 10));
        entered(MintedPlans.entered("q", 1, now, 20));

        assertThat(uses().retire(now.plusSeconds(10))).isZero();
        assertThat(uses().retire(now.plusSeconds(11))).isOne();

        assertThat(uses().find("p")).isEmpty();
        assertThat(uses().find("q")).isPresent();
    }

    @Test
    void beyond_the_bound_a_client_gets_no_new_plan_and_keeps_those_in_use() {
        for (int count = 0; count < MAX_PER_CLIENT; count++) {
            entered(MintedPlans.entered("p" + count, 1, now, 100));
        }

        assertThat(uses().enter(MintedPlans.entered("more", 1, now, 100)))
                .isInstanceOfSatisfying(
                        PlanEntry.Refused.class,
                        refused -> assertThat(refused.detail()).contains(" 8 distinct live tokens"));
        assertThat(entered(MintedPlans.entered("p3", 1, now, 100)).id()).isEqualTo("p3");
        assertThat(uses().enter(MintedPlans.entered("of-another", "other", "other", now, 100)))
                .isInstanceOf(PlanEntry.Entered.class);
    }

    private PlanUse entered(NewPlan plan) {
        return ((PlanEntry.Entered) uses().enter(plan)).use();
    }
}
