package matryoshka.service.planning.minting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.Service;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.OuterToken;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.ledger.StatusBlock;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.testing.Caches;
import matryoshka.service.testing.PlayedSnapshot;
import matryoshka.token.ChainValues;
import matryoshka.token.IdentityClaims;
import org.junit.jupiter.api.Test;

/** A plan has reserved room for the values of a request, but not the values. */
class PlannerTest {
    private static final int MAX_BYTES = 6_144;
    private static final int CLAIMS = 24;
    private static final Client CLIENT = PlayedSnapshot.client("web-shop", List.of("hub:use"));

    private final Planner planner = PlayedSnapshot.planner();
    private final Random random = new Random(13);

    @Test
    void no_claims_of_a_user_make_a_tree_longer_than_the_budget() {
        int fittedAgain = 0;
        int cut = 0;
        for (int round = 0; round < 60; round++) {
            Snapshot snapshot = PlayedSnapshot.of(1, document(18 + random.nextInt(20)), CLIENT);
            SortedMap<String, Object> claims = claims();
            Origin origin = Origin.of("web-shop", Scopes.of("hub:use")).bringing(claims.keySet());
            OuterToken outer = new OuterToken("web-shop", List.of("web-shop"), claims);
            ChainValues chain = chain();

            Origin reserved = origin.with(planner.reserve(PlanningBasis.of(snapshot), origin.client(), outer, chain));
            CompiledPlan compiled = ((Planned<CompiledPlan>)
                            planner.prepare(PlanningBasis.of(snapshot), reserved, Optional.of(CLIENT), outer, chain))
                    .value();

            TokenPlan plan = compiled.plan();
            assertThat(plan.bytes()).as("round %d", round).isLessThanOrEqualTo(MAX_BYTES);
            assertThat(minted(snapshot, compiled, chain)).isLessThanOrEqualTo(plan.bytes());
            fittedAgain += plan.origin().reservedBytes() > reserved.reservedBytes() ? 1 : 0;
            cut += plan.outer().cut().isEmpty() ? 0 : 1;
        }
        assertThat(cut).isBetween(10, 59);
        assertThat(fittedAgain).isPositive();
    }

    private int minted(Snapshot snapshot, CompiledPlan compiled, ChainValues chain) {
        return new TokenTemplates(new Conditions(Caches.memory()), Caches.memory())
                .of(
                        compiled,
                        new StatusBlock(StatusBlock.MIN, StatusBlock.MIN),
                        RequestVariables.of("web-shop", Optional.of(CLIENT), chain.subject(), new TreeMap<>()))
                .mint(chain, snapshot.sealer())
                .outer()
                .bytes();
    }

    private ChainValues chain() {
        return new ChainValues(
                text(22), text(16), "idp:" + text(random.nextInt(60)), IdentityClaims.NONE, Instant.now(), null);
    }

    private SortedMap<String, Object> claims() {
        SortedMap<String, Object> claims = new TreeMap<>();
        int count = random.nextInt(CLAIMS);
        for (int claim = 0; claim < count; claim++) {
            claims.put("claim" + claim, text(1 + random.nextInt(30)));
        }
        return claims;
    }

    private List<String> someClaims() {
        return IntStream.range(0, CLAIMS)
                .filter(claim -> random.nextBoolean())
                .mapToObj(claim -> "claim" + claim)
                .toList();
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < length; index++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    /** A service that calls so many others, and passes other claims on to each of them. */
    private GraphDocument document(int callees) {
        Map<String, Service> services = new TreeMap<>();
        Map<String, Dependency> dependencies = new TreeMap<>();
        services.put("hub", Service.of("hub", Map.of("hub:use", "")));
        TreeMap<String, Object> none = new TreeMap<>();
        for (int callee = 0; callee < callees; callee++) {
            String name = "callee" + callee;
            services.put(name, Service.of(name, Map.of(name + ":use", "")));
            dependencies.put(
                    name,
                    new Dependency(
                            name,
                            "hub",
                            name,
                            Scopes.NONE,
                            Scopes.of(name + ":use"),
                            Sharing.EMBED,
                            null,
                            null,
                            false,
                            new ClaimRules(Sorted.set(someClaims()), none)));
        }
        return new GraphDocument(Sorted.map(services), Sorted.map(dependencies));
    }
}
