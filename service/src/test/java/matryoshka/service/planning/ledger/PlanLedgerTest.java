package matryoshka.service.planning.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.staleness.Footprint;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.Test;

class PlanLedgerTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration LIFE = MintedPlans.LIFE;
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final TokenPlan PLAN = MintedPlans.planned("plan");

    private final PlayedUses uses = new PlayedUses();
    private final PlanLedger ledger = new PlanLedger(uses, uses, Duration.ofSeconds(5), KEPT, Caches.memory());

    @Test
    void the_first_use_is_written_at_once_and_the_next_ones_are_not() {
        use(PLAN, 0);
        use(PLAN, 2);
        use(MintedPlans.planned("other"), 3);

        assertThat(uses.written).extracting(PlanUse::id).containsExactly("plan", "other");
        assertThat(uses.written.get(0).latestExpiry()).isAfterOrEqualTo(START.plus(LIFE));
    }

    @Test
    void a_plan_that_could_not_be_written_gives_no_token() {
        uses.away = true;

        assertThatThrownBy(() -> use(PLAN, 0)).isInstanceOf(IllegalStateException.class);

        uses.away = false;
        use(PLAN, 1);
        assertThat(uses.written).hasSize(1);
    }

    @Test
    void a_flush_writes_the_uses_since_the_last_one() {
        use(PLAN, 0);
        use(MintedPlans.planned("other"), 0);
        ledger.flush();
        uses.written.clear();
        use(PLAN, 20);

        ledger.flush();

        assertThat(uses.written).extracting(PlanUse::id).containsExactly("plan");
        assertThat(uses.written.get(0).lastUsed()).isEqualTo(START.plusSeconds(20));
        assertThat(uses.written.get(0).latestExpiry())
                .isAfterOrEqualTo(START.plusSeconds(20).plus(LIFE));
    }

    @Test
    void uses_during_an_outage_are_written_afterwards() {
        use(PLAN, 0);
        ledger.flush();
        uses.away = true;
        use(PLAN, 60);
        assertThatThrownBy(ledger::flush).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(ledger::flush).isInstanceOf(IllegalStateException.class);
        uses.away = false;

        ledger.flush();

        assertThat(uses.written).last().extracting(PlanUse::lastUsed).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void a_plan_whose_tokens_have_all_expired_is_written_again_by_its_next_use() {
        use(PLAN, 0);
        ledger.flush();
        uses.written.clear();

        use(PLAN, 601);

        assertThat(uses.written).hasSize(1);
    }

    @Test
    void a_known_plan_needs_no_database_however_seldom_it_is_used() {
        use(PLAN, 0);
        ledger.flush();
        uses.written.clear();
        uses.away = true;

        use(PLAN, 601);
        uses.away = false;
        ledger.flush();

        assertThat(uses.written).singleElement().extracting(PlanUse::lastUsed).isEqualTo(START.plusSeconds(601));
    }

    @Test
    void a_plan_that_may_have_been_retired_is_entered_again_or_gives_no_token() {
        use(PLAN, 0);
        uses.written.clear();
        uses.away = true;
        long late = LIFE.plus(KEPT).toSeconds() + 60;

        assertThatThrownBy(() -> use(PLAN, late)).isInstanceOf(IllegalStateException.class);

        uses.away = false;
        use(PLAN, late);
        assertThat(uses.written).hasSize(1);
    }

    @Test
    void plans_of_other_instances_are_read_on_demand_and_cached() {
        KeptPlan theirs = new KeptPlan(MintedPlans.minted("theirs", 2), 1, null, START.plus(LIFE));
        uses.kept.add(theirs);

        assertThat(ledger.withNode("theirs-1")).contains(theirs);
        uses.kept.clear();
        assertThat(ledger.withNode("theirs-1")).contains(theirs);
        assertThat(ledger.withNode("unheard-of")).isEmpty();
    }

    @Test
    void a_plan_that_was_used_here_is_judged_without_the_database() {
        use(PLAN, 0);

        assertThat(ledger.withNode("plan").map(KeptPlan::id)).contains("plan");
    }

    @Test
    void the_cache_of_plans_stays_within_its_share() {
        PlanLedger forgetful = new PlanLedger(uses, uses, Duration.ofSeconds(5), KEPT, Caches.memory(8_000_000));
        for (int count = 0; count < 2_000; count++) {
            String id = "plan" + count;
            forgetful.used(MintedPlans.planned(id), 1, START, START.plus(LIFE));
        }
        uses.written.clear();
        for (int count = 0; count < 2_000; count++) {
            forgetful.used(MintedPlans.planned("plan" + count), 1, START.plusSeconds(10), START.plus(LIFE));
        }
        // What was forgotten is entered again, and what is remembered is not.
        int entered = uses.written.size();
        forgetful.flush();

        assertThat(entered).isBetween(1_000, 1_999);
        assertThat(uses.written).extracting(PlanUse::id).doesNotHaveDuplicates();
        assertThat(uses.written).hasSizeGreaterThan(entered);
    }

    @Test
    void a_plan_beyond_the_limit_gives_no_token_and_others_go_on() {
        use(PLAN, 0);
        uses.full = true;

        assertThat(ledger.used(MintedPlans.planned("other"), 1, START, START.plus(LIFE)))
                .isEqualTo(new PlanEntry.Refused("full"));
        assertThat(ledger.used(PLAN, 1, START, START.plus(LIFE))).isInstanceOf(PlanEntry.Entered.class);
    }

    @Test
    void of_many_concurrent_first_uses_one_writes_the_plan() throws Exception {
        firstUses(8);

        assertThat(uses.written).hasSize(1);
    }

    @Test
    void if_the_one_write_fails_no_waiting_request_gets_a_token() throws Exception {
        uses.away = true;

        assertThat(firstUses(8)).hasSize(8).allMatch(failure -> failure instanceof IllegalStateException);
    }

    /** Uses a plan in so many threads, all of which wait at the same time. Returns their failures. */
    private List<Throwable> firstUses(int count) throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        uses.answered = answered;
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> use(PLAN, 0));
            thread.setUncaughtExceptionHandler((failed, failure) -> failures.add(failure));
            thread.start();
            threads.add(thread);
        }
        Soon.holds(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        answered.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return failures;
    }

    private void use(TokenPlan plan, long seconds) {
        Instant now = START.plusSeconds(seconds);
        ledger.used(plan, 1, now, now.plus(LIFE));
    }

    private static final class PlayedUses implements PlanUses, KeptPlans {
        private final List<PlanUse> written = Collections.synchronizedList(new ArrayList<>());
        private final List<KeptPlan> kept = new ArrayList<>();
        private boolean away;
        private boolean full;
        private CountDownLatch answered = new CountDownLatch(0);

        @Override
        public PlanEntry enter(NewPlan plan) {
            awaitAnswer();
            if (full) {
                return new PlanEntry.Refused("full");
            }
            PlanUse use = new PlanUse(plan.id(), null, plan.at(), plan.latestExpiry());
            extend(List.of(use));
            return new PlanEntry.Entered(use);
        }

        @Override
        public Optional<PlanUse> find(String id) {
            return written.stream().filter(use -> use.id().equals(id)).findFirst();
        }

        @Override
        public Set<String> extend(Collection<PlanUse> uses) {
            if (away) {
                throw new IllegalStateException("away");
            }
            written.addAll(uses);
            return Set.of();
        }

        private void awaitAnswer() {
            try {
                answered.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        @Override
        public Optional<KeptPlan> withNode(String nodeId) {
            return kept.stream()
                    .filter(plan -> plan.plan().indexOf(nodeId).isPresent())
                    .findFirst();
        }

        @Override
        public List<KeptPlan> of(Collection<String> ids) {
            return kept.stream().filter(plan -> ids.contains(plan.id())).toList();
        }

        @Override
        public List<Place> inList(int list, Duration expiredFor) {
            throw new UnsupportedOperationException("not the ledger's to ask");
        }

        @Override
        public Page meeting(Footprint change, long position) {
            throw new UnsupportedOperationException("not the ledger's to ask");
        }

        @Override
        public List<Recorded> recordedFresh(long graphVersion, Collection<String> ids) {
            throw new UnsupportedOperationException("not the ledger's to ask");
        }

        @Override
        public Page ofClient(String clientId, long position) {
            throw new UnsupportedOperationException("not the ledger's to ask");
        }

        @Override
        public Page enteredBefore(long graphVersion, Instant since, long position) {
            throw new UnsupportedOperationException("not the ledger's to ask");
        }

        @Override
        public void judgedBy(Map<String, Footprint> footprints) {
            throw new UnsupportedOperationException("not the ledger's to ask");
        }

        @Override
        public int retire(Instant expiredBefore) {
            int before = written.size();
            written.removeIf(use -> use.latestExpiry().isBefore(expiredBefore));
            return before - written.size();
        }
    }
}
