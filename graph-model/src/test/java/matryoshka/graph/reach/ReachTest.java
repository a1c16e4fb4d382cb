package matryoshka.graph.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.RandomGraphs;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sharing;
import matryoshka.graph.TestGraphs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {

    @Test
    void a_path_names_the_edges_that_granted_what_the_next_one_requires() {
        ServiceGraph graph = GraphBuilder.graph()
                .service("a", "a:x")
                .service("b", "b:x", "b:y")
                .service("c", "c:x")
                .embed("1-other", "a:x > b:x")
                .exchange("2-needed", "a:x > b:y")
                .embed("3-on", "b:y > c:x")
                .valid();
        assertThat(Reach.of(graph, "web", Scopes.of("a:x")).path("c:x").orElseThrow())
                .extracting(Dependency::name)
                .containsExactly("2-needed", "3-on");
    }

    @Test
    void of_several_ways_one_over_the_fewest_tokens_is_told() {
        ServiceGraph graph =
                TestGraphs.chain(6).exchange("short", "s1:x > s5:x").valid();
        assertThat(Reach.of(graph, "web", Scopes.of("s0:x")).path("s5:x").orElseThrow())
                .extracting(Dependency::name)
                .containsExactly("e0", "short");
    }

    @Test
    void a_graph_made_to_have_a_token_for_every_subset_is_explored_all_the_same() {
        int levels = 24;
        GraphBuilder graph = GraphBuilder.graph().service("m0", scopes("m0", levels));
        for (int level = 0; level < levels; level++) {
            graph.service("m" + (level + 1), scopes("m" + (level + 1), levels));
            for (String side : List.of("l", "r")) {
                String middle = side + level;
                graph.service(middle, scopes(middle, levels));
                for (int bit = 0; bit < level; bit++) {
                    graph.embed(
                            middle + "-in-l" + bit,
                            String.format(Locale.ROOT, "m%d:l%d > %s:l%d", level, bit, middle, bit));
                    graph.embed(
                            middle + "-in-r" + bit,
                            String.format(Locale.ROOT, "m%d:r%d > %s:r%d", level, bit, middle, bit));
                    graph.embed(
                            middle + "-out-l" + bit,
                            String.format(Locale.ROOT, "%s:l%d > m%d:l%d", middle, bit, level + 1, bit));
                    graph.embed(
                            middle + "-out-r" + bit,
                            String.format(Locale.ROOT, "%s:r%d > m%d:r%d", middle, bit, level + 1, bit));
                }
                graph.embed(middle + "-go", String.format(Locale.ROOT, "m%d:go > %s:go", level, middle));
                graph.embed(
                        middle + "-own",
                        String.format(Locale.ROOT, "%s:go > m%d:go m%d:%s", middle, level + 1, level + 1, middle));
            }
        }
        ServiceGraph valid = graph.valid();
        String last = "m" + levels;
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(Reach.of(valid, "web", Scopes.of("m0:go")).scopes())
                        .contains(last + ":go", last + ":l0", last + ":r0", last + ":r" + (levels - 1)));
    }

    private static String[] scopes(String service, int bits) {
        return Stream.concat(
                        Stream.of(service + ":go"),
                        IntStream.range(0, bits)
                                .boxed()
                                .flatMap(bit -> Stream.of(service + ":l" + bit, service + ":r" + bit)))
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void it_is_all_that_nesting_reuse_and_exchange_give_and_no_more(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            ServiceGraph graph = GraphBuilder.valid(RandomGraphs.valid(random));
            List<String> registered = new ArrayList<>();
            graph.document()
                    .services()
                    .values()
                    .forEach(service -> registered.addAll(service.scopes().keySet()));
            registered.removeIf(scope -> random.nextInt(3) > 0);
            Reach reach = Reach.of(graph, "c0", Scopes.of(registered));
            assertThat(reach.scopes())
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(Scopes.of(literally(graph, "c0", registered)));
            for (String scope : reach.scopes()) {
                assertThatPathLeads(reach.path(scope).orElseThrow(), scope, registered);
            }
        }
    }

    private static void assertThatPathLeads(List<Dependency> path, String scope, List<String> registered) {
        for (int i = 0; i + 1 < path.size(); i++) {
            assertThat(path.get(i).to()).isEqualTo(path.get(i + 1).from());
        }
        if (path.isEmpty()) {
            assertThat(registered).contains(scope);
        } else {
            assertThat(path.get(path.size() - 1).grants()).contains(scope);
        }
    }

    private record Token(Set<String> members, Set<String> scopes) {}

    /** docs/model.md, sections 3 and 6, word for word and without regard to cost. */
    private static Set<String> literally(ServiceGraph graph, String client, List<String> registered) {
        Set<Token> seen = new HashSet<>();
        Deque<Token> toVisit = new ArrayDeque<>();
        graph.byContext(Scopes.of(registered)).values().forEach(scopes -> {
            Set<String> owners = new TreeSet<>();
            scopes.forEach(
                    scope -> owners.add(graph.ownerOf(scope).orElseThrow().name()));
            toVisit.add(new Token(owners, new TreeSet<>(scopes.toList())));
        });
        Set<String> reached = new TreeSet<>();
        while (!toVisit.isEmpty()) {
            Token token = toVisit.removeFirst();
            for (boolean grew = true; grew; ) {
                grew = false;
                for (Dependency edge : matching(graph, client, token)) {
                    if (edge.sharing() == Sharing.REUSE) {
                        grew |= token.members().add(edge.to());
                        grew |= token.scopes().addAll(edge.grants().toList());
                    }
                }
            }
            if (seen.add(token)) {
                reached.addAll(token.scopes());
                Map<List<String>, Set<String>> available = new TreeMap<>(Comparator.comparing(List::toString));
                for (Dependency edge : matching(graph, client, token)) {
                    if (edge.sharing() != Sharing.REUSE) {
                        available
                                .computeIfAbsent(List.of(edge.from(), edge.to()), pair -> new TreeSet<>())
                                .addAll(edge.grants().toList());
                    }
                }
                available.forEach((pair, scopes) -> toVisit.add(new Token(new TreeSet<>(Set.of(pair.get(1))), scopes)));
            }
        }
        return reached;
    }

    private static List<Dependency> matching(ServiceGraph graph, String client, Token token) {
        return graph.document().dependencies().values().stream()
                .filter(edge -> token.members().contains(edge.from()))
                .filter(edge -> token.scopes().containsAll(edge.requires().toList()) && edge.matches(client))
                .toList();
    }
}
