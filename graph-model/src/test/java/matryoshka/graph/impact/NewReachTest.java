package matryoshka.graph.impact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.RandomGraphs;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;
import matryoshka.graph.Sorted;
import matryoshka.graph.TestGraphs;
import matryoshka.graph.reach.Reach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewReachTest {

    @Test
    void a_client_that_reaches_a_scope_it_could_not_is_told_with_the_way() {
        ServiceGraph before = TestGraphs.shop().valid();
        ServiceGraph after = TestGraphs.shop()
                .exchange("fraud-book", "fraud:check > ledger:write")
                .valid();
        Map<String, Scopes> registered = Map.of(
                "web", Scopes.of("orders:place"),
                "checker", Scopes.of("fraud:check"),
                "bookkeeper", Scopes.of("ledger:write"));
        assertThat(NewReach.between(before, after, registered)).singleElement().satisfies(reach -> {
            assertThat(reach.client()).isEqualTo("checker");
            assertThat(reach.scope()).isEqualTo("ledger:write");
            assertThat(reach.path()).extracting(Dependency::name).containsExactly("fraud-book");
        });
        assertThat(NewReach.between(after, before, registered)).isEmpty();
        assertThat(NewReach.between(after, after, registered)).isEmpty();
    }

    @Test
    void a_scope_that_woke_up_is_reached_outright() {
        ServiceGraph before = TestGraphs.shop().valid();
        ServiceGraph after = TestGraphs.shop().service("mail", "mail:send").valid();
        assertThat(NewReach.between(before, after, Map.of("web", Scopes.of("mail:send"))))
                .containsExactly(new NewReach("web", "mail:send", List.of()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nobody_is_spared_who_reaches_more(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            ServiceGraph before = GraphBuilder.valid(RandomGraphs.valid(random));
            ServiceGraph after = GraphBuilder.valid(RandomGraphs.valid(random));
            assertTellsWhatIsGained(before, after, random);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nobody_is_spared_who_reaches_more_by_a_change_of_one_edge(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            GraphDocument wide = RandomGraphs.valid(random);
            if (!wide.dependencies().isEmpty()) {
                List<Dependency> edges = List.copyOf(wide.dependencies().values());
                Dependency edge = edges.get(random.nextInt(edges.size()));
                GraphDocument narrow = with(wide, changed(edge, wide, random));
                if (GraphBuilder.violations(narrow).isEmpty()) {
                    assertTellsWhatIsGained(GraphBuilder.valid(narrow), GraphBuilder.valid(wide), random);
                    assertTellsWhatIsGained(GraphBuilder.valid(wide), GraphBuilder.valid(narrow), random);
                }
            }
        }
    }

    private static GraphDocument with(GraphDocument document, Dependency edge) {
        Map<String, Dependency> edges = new TreeMap<>(document.dependencies());
        edges.put(edge.name(), edge);
        return document.withDependencies(edges);
    }

    /** The edge, with some of its members other than they were. */
    private static Dependency changed(Dependency edge, GraphDocument document, Random random) {
        List<String> callers =
                List.copyOf(Objects.requireNonNull(document.services().get(edge.from()))
                        .scopes()
                        .keySet());
        List<Sharing> sharings = List.of(edge.sharing(), Sharing.EMBED, Sharing.EXCHANGE, Sharing.REUSE);
        return new Dependency(
                edge.name(),
                edge.from(),
                edge.to(),
                random.nextBoolean() ? edge.requires() : Scopes.of(callers.subList(0, random.nextInt(callers.size()))),
                random.nextBoolean()
                        ? edge.grants()
                        : Scopes.of(List.of(edge.grants().first())),
                sharings.get(random.nextInt(sharings.size())),
                random.nextBoolean() ? edge.clients() : Sorted.set(List.of("c" + random.nextInt(3))),
                random.nextBoolean() ? edge.lifetime() : Duration.ofSeconds(7),
                edge.confidential(),
                edge.claims());
    }

    private static void assertTellsWhatIsGained(ServiceGraph before, ServiceGraph after, Random random) {
        Map<String, Scopes> registered = new TreeMap<>();
        for (String client : List.of("c0", "c1", "c2")) {
            List<String> scopes = new ArrayList<>();
            after.document()
                    .services()
                    .values()
                    .forEach(service -> scopes.addAll(service.scopes().keySet()));
            scopes.removeIf(scope -> random.nextInt(4) > 0);
            registered.put(client, Scopes.of(scopes));
        }
        List<String> expected = new ArrayList<>();
        registered.forEach((client, scopes) -> {
            Scopes gained = Reach.of(after, client, scopes)
                    .scopes()
                    .minus(Reach.of(before, client, scopes).scopes());
            gained.forEach(scope -> expected.add(client + " " + scope));
        });
        assertThat(NewReach.between(before, after, registered))
                .extracting(reach -> reach.client() + " " + reach.scope())
                .isEqualTo(expected);
    }
}
