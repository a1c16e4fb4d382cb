package matryoshka.graph.validation;

import static matryoshka.graph.GraphBuilder.graph;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.RandomGraphs;
import matryoshka.graph.Sharing;
import matryoshka.graph.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbedCyclesTest {

    @Test
    void a_cycle_names_its_edges_in_order() {
        List<Violation> violations = graph().service("a", "a:x")
                .service("b", "b:x")
                .service("c", "c:x")
                .embed("a-b", "a:x > b:x")
                .embed("b-c", "b:x > c:x")
                .embed("c-a", "c:x > a:x")
                .violations();

        assertThat(violations).hasSize(1);
        assertThat(violations.get(0).pointer()).isEqualTo("/dependencies/a-b");
        assertThat(violations.get(0).message())
                .contains("a-b (a → b), then b-c (b → c), then c-a (c → a), then a-b (a → b)");
    }

    @Test
    void a_call_back_with_an_unrelated_scope_is_legal() {
        assertThat(graph().service("a", "a:start", "a:notify")
                        .service("b", "b:work")
                        .embed("call", "a:start > b:work")
                        .embed("call-back", "b:work > a:notify")
                        .violations())
                .isEmpty();
    }

    @Test
    void an_edge_that_requires_nothing_follows_every_token_for_its_caller() {
        assertThat(graph().service("a", "a:start", "a:notify")
                        .service("b", "b:work")
                        .embed("call", "a > b:work")
                        .embed("call-back", "b:work > a:notify")
                        .violations())
                .extracting(Violation::rule)
                .containsExactly("embed-cycle");
    }

    @Test
    void reuse_leads_on_to_what_it_grants() {
        GraphBuilder graph = graph().service("a", "a:x")
                .inContext("shared", "b", "b:x")
                .inContext("shared", "c", "c:x")
                .embed("a-b", "a:x > b:x")
                .embed("c-a", "c:x > a:x");
        assertThat(graph.violations()).isEmpty();
        assertThat(graph.reuse("b-c", "b:x > c:x").violations())
                .extracting(Violation::rule)
                .containsExactly("embed-cycle");
    }

    @Test
    void services_that_reuse_each_others_tokens_are_no_cycle() {
        assertThat(graph().inContext("shared", "b", "b:x")
                        .inContext("shared", "c", "c:x")
                        .reuse("b-c", "b:x > c:x")
                        .reuse("c-b", "c:x > b:x")
                        .violations())
                .isEmpty();
    }

    @Test
    void all_cycles_through_one_hub_are_told_at_once() {
        GraphBuilder graph = graph().service("hub", "hub:x");
        for (int i = 1; i <= 5; i++) {
            graph = graph.service("s" + i, "s" + i + ":x")
                    .embed("to-" + i, "hub:x > s" + i + ":x")
                    .embed("from-" + i, "s" + i + ":x > hub:x");
        }

        assertThat(graph.violations())
                .extracting(Violation::pointer)
                .containsExactly(
                        "/dependencies/from-1",
                        "/dependencies/from-2",
                        "/dependencies/from-3",
                        "/dependencies/from-4",
                        "/dependencies/from-5");
        assertThat(graph.violations())
                .allSatisfy(violation -> assertThat(violation.message()).containsPattern("from-(.) .*, then to-\\1 "));
    }

    @Test
    void an_edge_from_a_service_to_itself_is_told_once() {
        assertThat(graph().service("a", "a:x", "a:y")
                        .service("b", "b:x")
                        .embed("self", "a:x > a:x")
                        .embed("self-any", "a > a:y")
                        .embed("a-b", "a:x > b:x")
                        .violations())
                .extracting(violation -> violation.pointer() + " " + violation.rule())
                .containsExactly("/dependencies/self-any/to self", "/dependencies/self/to self");
    }

    @Test
    void a_cycle_beside_an_edge_to_itself_is_told_as_well() {
        assertThat(graph().service("a", "a:x")
                        .service("b", "b:x")
                        .embed("self", "a:x > a:x")
                        .embed("a-b", "a:x > b:x")
                        .embed("b-a", "b:x > a:x")
                        .violations())
                .extracting(violation -> violation.pointer() + " " + violation.rule())
                .containsExactly("/dependencies/a-b embed-cycle", "/dependencies/self/to self");
    }

    @Test
    void a_knot_of_very_many_edges_is_told_within_bounds() {
        GraphBuilder graph = graph().service("hub", "hub:x");
        for (int i = 0; i < 3_000; i++) {
            graph = graph.service("s" + i, "s" + i + ":x")
                    .embed("to-" + i, "hub:x > s" + i + ":x")
                    .embed("from-" + i, "s" + i + ":x > hub:x");
        }

        assertThat(graph.violations()).hasSize(Violations.MAX_LISTED + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void cycles_are_found_exactly_where_the_definition_says(long seed) {
        Random random = new Random(seed);
        int cyclic = 0;
        for (int round = 0; round < 500; round++) {
            GraphDocument document = RandomGraphs.withCyclesPerhaps(random);
            List<List<String>> found = EmbedCycles.in(document.dependencies().values());
            Map<String, Set<String>> leadsTo = leadsTo(document.dependencies().values());
            boolean expected = leadsTo.keySet().stream().anyMatch(edge -> reaches(leadsTo, edge, edge));
            assertThat(!found.isEmpty())
                    .as("seed %d round %d: %s", seed, round, document)
                    .isEqualTo(expected);
            cyclic += expected ? 1 : 0;
            assertThat(found.stream().flatMap(List::stream).collect(Collectors.toSet()))
                    .as("every edge that is on a cycle is on one that is told")
                    .isEqualTo(leadsTo.keySet().stream()
                            .filter(edge -> reaches(leadsTo, edge, edge))
                            .collect(Collectors.toSet()));
            for (List<String> cycle : found) {
                for (int i = 0; i < cycle.size(); i++) {
                    assertThat(leadsTo.get(cycle.get(i))).contains(cycle.get((i + 1) % cycle.size()));
                }
            }
        }
        assertThat(cyclic).isBetween(50, 450);
    }

    /** docs/model.md, section 2, word for word and without regard to cost. */
    private static Map<String, Set<String>> leadsTo(Collection<Dependency> dependencies) {
        Map<String, Set<String>> leadsTo = new TreeMap<>();
        for (Dependency e1 : dependencies) {
            if (e1.sharing() != Sharing.EMBED) {
                continue;
            }
            Set<String> reached = new HashSet<>(Set.of(e1.to()));
            Set<String> scopes = new HashSet<>(e1.grants().toList());
            boolean grew = true;
            while (grew) {
                grew = false;
                for (Dependency reuse : dependencies) {
                    if (reuse.sharing() == Sharing.REUSE && reached.contains(reuse.from())) {
                        grew |= reached.add(reuse.to());
                        grew |= scopes.addAll(reuse.grants().toList());
                    }
                }
            }
            Set<String> next = new HashSet<>();
            for (Dependency e2 : dependencies) {
                if (e2.sharing() == Sharing.EMBED
                        && reached.contains(e2.from())
                        && (e2.requires().isEmpty()
                                || !Collections.disjoint(e2.requires().toList(), scopes))) {
                    next.add(e2.name());
                }
            }
            leadsTo.put(e1.name(), next);
        }
        return leadsTo;
    }

    private static boolean reaches(Map<String, Set<String>> leadsTo, String from, String to) {
        Set<String> seen = new HashSet<>();
        Deque<String> toVisit = new ArrayDeque<>(leadsTo.get(from));
        while (!toVisit.isEmpty()) {
            String edge = toVisit.removeFirst();
            if (edge.equals(to)) {
                return true;
            }
            if (seen.add(edge)) {
                toVisit.addAll(leadsTo.get(edge));
            }
        }
        return false;
    }
}
