package matryoshka.service.graph.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import matryoshka.graph.diff.GraphDiff;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.staleness.Footprint;
import matryoshka.graph.staleness.MintedPlan;
import matryoshka.service.clients.Client;
import matryoshka.service.graph.versions.GraphVersion;
import matryoshka.service.planning.ledger.KeptPlan;
import matryoshka.service.planning.ledger.KeptPlans;
import matryoshka.service.planning.minting.PlanningBasis;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.testing.PlayedSnapshot;
import org.junit.jupiter.api.Test;

/** Impact is measured within a time limit, and says if that was too short. */
class MeasureImpactTest {
    private static final Client APP = PlayedSnapshot.client("app", List.of("a:x"));
    private static final Snapshot BEFORE = PlayedSnapshot.of(1, document(Sharing.EMBED), APP);
    private static final Snapshot AFTER = PlayedSnapshot.of(1, document(Sharing.EXCHANGE), APP);

    private final Pages pages = new Pages();

    @Test
    void all_pages_are_measured_if_there_is_time() {
        Impact impact = measured(Duration.ofMinutes(1), 1_000);

        assertThat(pages.read).isEqualTo(5);
        assertThat(impact.plans()).hasSize(5);
        assertThat(impact.isPartial()).isFalse();
        assertThat(impact.before()).isNotNull();
    }

    @Test
    void an_endless_walk_is_stopped() {
        pages.last = Long.MAX_VALUE;

        Impact impact = measured(Duration.ofMillis(200), Integer.MAX_VALUE);

        assertThat(pages.read).isPositive();
        assertThat(impact.isPartial()).isTrue();
    }

    @Test
    void the_answer_lists_a_bounded_number_of_plans() {
        Impact impact = measured(Duration.ofMinutes(1), 3);

        assertThat(impact.plans()).hasSize(3);
        assertThat(impact.isPartial()).isTrue();
    }

    @Test
    void plans_without_live_tokens_do_not_count() {
        pages.isLiving = false;

        assertThat(measured(Duration.ofMinutes(1), 1_000).plans()).isEmpty();
    }

    private Impact measured(Duration time, int entries) {
        MeasureImpact measureImpact = new MeasureImpact(
                pages,
                new Snapshots(BEFORE),
                before -> BEFORE.graph(),
                PlayedSnapshot.planners(),
                new ImpactBounds(time, entries));
        return measureImpact.of(new Publication.Done(
                new GraphVersion(1, BEFORE.graph().document()),
                1,
                AFTER.graph(),
                GraphDiff.between(BEFORE.graph().document(), AFTER.graph().document()),
                List.of(),
                null));
    }

    private static GraphDocument document(Sharing sharing) {
        Dependency edge = new Dependency(
                "a-b", "a", "b", Scopes.NONE, Scopes.of("b:x"), sharing, null, null, false, ClaimRules.NONE);
        return new GraphDocument(
                Sorted.map(Map.of(
                        "a", Service.of("a", Map.of("a:x", "")),
                        "b", Service.of("b", Map.of("b:x", "")))),
                Sorted.map(Map.of("a-b", edge)));
    }

    /** One plan on each page. */
    private static final class Pages implements KeptPlans {
        private long last = 5;
        private boolean isLiving = true;
        private int read;

        @Override
        public Page meeting(Footprint change, long position) {
            read++;
            PlanResult<TokenPlan> plan = PlayedSnapshot.planner()
                    .plan(
                            PlanningBasis.of(BEFORE),
                            APP,
                            PlanRequest.all("app", APP.metadata().scopes()));
            MintedPlan minted = MintedPlan.of(((PlanResult.Planned<TokenPlan>) plan).value());
            KeptPlan kept = new KeptPlan(minted, 1, null, Instant.EPOCH);
            return new Page(
                    List.of(new Found(kept, Footprint.EVERYTHING, isLiving)),
                    position + 1 < last ? position + 1 : null);
        }

        @Override
        public Optional<KeptPlan> withNode(String nodeId) {
            throw new UnsupportedOperationException("not asked for an impact");
        }

        @Override
        public List<KeptPlan> of(Collection<String> ids) {
            throw new UnsupportedOperationException("not asked for an impact");
        }

        @Override
        public List<Place> inList(int list, Duration expiredFor) {
            throw new UnsupportedOperationException("not asked for an impact");
        }

        @Override
        public List<Recorded> recordedFresh(long graphVersion, Collection<String> ids) {
            throw new UnsupportedOperationException("not asked for an impact");
        }

        @Override
        public Page ofClient(String clientId, long position) {
            throw new UnsupportedOperationException("not asked for an impact");
        }

        @Override
        public Page enteredBefore(long graphVersion, Instant since, long position) {
            throw new UnsupportedOperationException("not asked for an impact");
        }

        @Override
        public void judgedBy(Map<String, Footprint> footprints) {
            throw new UnsupportedOperationException("not asked for an impact");
        }
    }
}
