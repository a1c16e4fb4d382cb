package matryoshka.service.planning.minting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.DependencyTerms;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.ledger.StatusBlock;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.HeapSize;
import matryoshka.service.testing.PlayedSnapshot;
import org.junit.jupiter.api.Test;

/** Memory stays bounded, whatever requests name and however many are sent. */
class PlanCacheTest {
    private static final long MEMORY = 1024 * 1024;
    private static final int SCOPES = 16;
    private static final List<String> REGISTERED =
            IntStream.range(0, SCOPES).mapToObj(scope -> "orders:s" + scope).toList();
    private static final Client CLIENT = PlayedSnapshot.client("web-shop", REGISTERED);
    private static final Snapshot SNAPSHOT = PlayedSnapshot.of(1, document(), CLIENT);

    private final CacheMemory memory = Caches.memory(MEMORY);
    private final PlanCache plans = new PlanCache(PlayedSnapshot.planner(), SNAPSHOT, memory);

    @Test
    void refused_requests_are_not_cached() {
        for (int request = 0; request < 500; request++) {
            SortedSet<String> asked = new TreeSet<>();
            for (int scope = 0; scope < 256; scope++) {
                asked.add("r" + request + "s" + scope + "x".repeat(180));
            }
            assertThat(plan(asked)).isInstanceOf(Refused.class);
        }

        assertThat(memory.held()).isZero();
    }

    @Test
    void distinct_plans_stay_within_their_share() {
        Random random = new Random(10);
        for (int request = 0; request < 200; request++) {
            SortedSet<String> asked = new TreeSet<>(List.of("orders:s0"));
            REGISTERED.stream().filter(scope -> random.nextBoolean()).forEach(asked::add);
            assertThat(plan(asked)).isInstanceOf(Planned.class);
        }

        long share = MEMORY * CacheShare.PLANS.percent() / 100;
        assertThat(memory.held()).isBetween(share / 2, share);
    }

    @Test
    void their_templates_stay_within_their_share_too() {
        TokenTemplates templates = new TokenTemplates(new Conditions(Caches.memory()), memory);
        CompiledPlan plan = planned(SNAPSHOT);
        for (int request = 0; request < 200; request++) {
            templates.of(plan, null, requestVariables(request));
        }

        long share = MEMORY * CacheShare.TEMPLATES.percent() / 100;
        assertThat(memory.held()).isBetween(share / 2, share + MEMORY * CacheShare.PLANS.percent() / 100);
    }

    @Test
    void plans_and_templates_weigh_no_more_than_they_count() {
        Conditions conditions = new Conditions(Caches.memory());
        for (int request = 0; request < 4; request++) {
            CompiledPlan plan =
                    ((Planned<CompiledPlan>) plan(new TreeSet<>(REGISTERED.subList(0, 1 + 5 * request)))).value();
            CompiledPlan.Written written =
                    plan.write(plan.variant(new StatusBlock(1_000, 1_000), conditions, requestVariables(request)));

            assertThat(plan.weight()).isGreaterThan(HeapSize.of(plan.plan()));
            assertThat(written.weight()).isGreaterThan(HeapSize.of(written.template()));
        }
    }

    @Test
    void a_plan_is_made_once_for_a_snapshot() {
        Snapshot later = PlayedSnapshot.of(2, document(), CLIENT);
        CompiledPlan first = planned(SNAPSHOT);

        assertThat(planned(SNAPSHOT)).isSameAs(first);
        assertThat(planned(later)).isNotSameAs(first);
    }

    private static RequestVariables requestVariables(int bits) {
        SortedMap<String, String> parameters = new TreeMap<>();
        for (int bit = 0; bit < 10; bit++) {
            parameters.put("p" + bit, (bits >> bit) % 2 == 0 ? "yes" : "no");
        }
        return RequestVariables.of("web-shop", Optional.of(CLIENT), "web-shop", parameters);
    }

    private CompiledPlan planned(Snapshot snapshot) {
        PlanRequest request = PlanRequest.of("web-shop", Scopes.of(REGISTERED), Scopes.of("orders:s1"));
        return ((Planned<CompiledPlan>) plans.get(snapshot, CLIENT, request)).value();
    }

    private PlanResult<CompiledPlan> plan(Collection<String> asked) {
        return plans.get(SNAPSHOT, CLIENT, PlanRequest.of("web-shop", Scopes.of(REGISTERED), Scopes.of(asked)));
    }

    /** The scopes of one service lead to ten others, each on a condition of its own. */
    private static GraphDocument document() {
        Map<String, Service> services = new TreeMap<>();
        Map<String, String> owned = new TreeMap<>();
        REGISTERED.forEach(scope -> owned.put(scope, ""));
        services.put("orders", Service.of("orders", owned));
        Map<String, Dependency> dependencies = new TreeMap<>();
        for (int callee = 0; callee < 10; callee++) {
            String name = "callee" + callee;
            services.put(name, Service.of(name, Map.of(name + ":use", "")));
            dependencies.put(name, edge(name, "parameters.p" + callee + " == 'yes'"));
        }
        return new GraphDocument(Sorted.map(services), Sorted.map(dependencies));
    }

    private static Dependency edge(String callee, String condition) {
        return new Dependency(
                        callee,
                        "orders",
                        callee,
                        Scopes.NONE,
                        Scopes.of(callee + ":use"),
                        Sharing.EMBED,
                        null,
                        null,
                        false,
                        ClaimRules.NONE)
                .withTerms(new DependencyTerms(condition, new TreeMap<>(), null, null));
    }
}
