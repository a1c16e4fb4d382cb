package matryoshka.graph.power;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import matryoshka.graph.Dependency;
import matryoshka.graph.Edges;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.RandomGraphs;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;
import matryoshka.graph.reach.Reach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every change of a graph's dependencies. */
class PowerGivenPropertiesTest {
    private static final int ROUNDS = 1_000;

    private static Set<String> named(GraphDocument before, GraphDocument after) {
        return AuthorityWidening.between(before, after).stream()
                .map(AuthorityWidening::service)
                .collect(Collectors.toSet());
    }

    private static GraphDocument with(GraphDocument document, Dependency edge) {
        Map<String, Dependency> edges = new TreeMap<>(document.dependencies());
        edges.put(edge.name(), edge);
        return document.withDependencies(edges);
    }

    private static Dependency any(GraphDocument document, Random random) {
        List<Dependency> edges = List.copyOf(document.dependencies().values());
        return edges.get(random.nextInt(edges.size()));
    }

    private static Set<String> scopes(GraphDocument document, String service) {
        return requireNonNull(document.services().get(service)).scopes().keySet();
    }

    private static List<String> some(Random random, Collection<String> all) {
        return all.stream().filter(one -> random.nextBoolean()).toList();
    }

    /** Another edge between the same two services. */
    private static Dependency mutated(GraphDocument document, Random random) {
        Dependency edge = any(document, random);
        return switch (random.nextInt(4)) {
            case 0 -> Edges.requires(edge, some(random, scopes(document, edge.from())));
            case 1 -> {
                List<String> grants = some(random, scopes(document, edge.to()));
                yield grants.isEmpty() ? edge : Edges.grants(edge, grants);
            }
            case 2 -> Edges.clients(edge, some(random, List.of("c0", "c1")));
            default -> Edges.sharing(edge, random.nextBoolean() ? Sharing.EMBED : Sharing.EXCHANGE);
        };
    }

    private static boolean anybodyGains(ServiceGraph before, ServiceGraph after, Random random) {
        List<String> services = List.copyOf(before.document().services().keySet());
        String start = services.get(random.nextInt(services.size()));
        Scopes registered = Scopes.of(scopes(before.document(), start));
        for (String client : List.of("c0", "c1", "c2")) {
            Scopes gained = Reach.of(after, client, registered)
                    .scopes()
                    .minus(Reach.of(before, client, registered).scopes());
            if (!gained.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatever_lets_a_client_reach_more_is_told_with_the_callee_of_the_edge_that_does(long seed) {
        Random random = new Random(seed);
        int gains = 0;
        for (int round = 0; round < ROUNDS; round++) {
            GraphDocument before = RandomGraphs.valid(random);
            if (before.dependencies().isEmpty()) {
                continue;
            }
            Dependency edge = mutated(before, random);
            GraphDocument after = with(before, edge);
            if (!GraphBuilder.violations(after).isEmpty()) {
                continue;
            }
            if (anybodyGains(GraphBuilder.valid(before), GraphBuilder.valid(after), random)) {
                gains++;
                assertThat(named(before, after))
                        .as("seed %d round %d: %s", seed, round, edge)
                        .containsExactly(edge.to());
            }
        }
        assertThat(gains).isGreaterThan(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void no_set_of_changes_together_gains_what_none_of_them_is_told_for(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            GraphDocument before = RandomGraphs.valid(random);
            GraphDocument after = before;
            for (int change = 0; change < 3 && !before.dependencies().isEmpty(); change++) {
                after = with(after, mutated(after, random));
            }
            if (GraphBuilder.violations(after).isEmpty() && named(before, after).isEmpty()) {
                assertThat(anybodyGains(GraphBuilder.valid(before), GraphBuilder.valid(after), random))
                        .as("seed %d round %d", seed, round)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void narrowing_gives_nothing_and_taking_it_back_does(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            GraphDocument wide = RandomGraphs.valid(random);
            assertThat(AuthorityWidening.between(wide, wide)).isEmpty();
            if (wide.dependencies().isEmpty()) {
                continue;
            }
            GraphDocument narrow = narrowed(wide, any(wide, random), random);
            if (!narrow.equals(wide)) {
                assertThat(AuthorityWidening.between(wide, narrow)).isEmpty();
                assertThat(AuthorityWidening.between(narrow, wide)).isNotEmpty();
            }
        }
    }

    private static GraphDocument narrowed(GraphDocument wide, Dependency edge, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> {
                Map<String, Dependency> edges = new TreeMap<>(wide.dependencies());
                edges.remove(edge.name());
                yield wide.withDependencies(edges);
            }
            case 1 -> {
                Set<String> more = new TreeSet<>(edge.requires().toList());
                more.addAll(some(random, scopes(wide, edge.from())));
                yield with(wide, Edges.requires(edge, more));
            }
            case 2 -> with(wide, Edges.grants(edge, List.of(edge.grants().first())));
            case 3 ->
                with(
                        wide,
                        Edges.clients(
                                edge,
                                List.of(
                                        edge.clients() == null
                                                ? "c9"
                                                : edge.clients().first())));
            default -> with(wide, Edges.sharing(edge, Sharing.EXCHANGE));
        };
    }
}
