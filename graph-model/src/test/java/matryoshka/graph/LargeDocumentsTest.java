package matryoshka.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import matryoshka.graph.power.AuthorityWidening;
import matryoshka.graph.validation.ValidatedGraph;
import matryoshka.graph.validation.Violations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Judging takes work in proportion to the document, whatever its shape: each of these would take hours, or more memory than there is,
 * if work grew with the square.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeDocumentsTest {
    private static final int MANY = 10_000;

    @Test
    void many_services_join_a_context_of_many() {
        GraphDocument before = services(MANY, number -> "s" + number);
        GraphDocument after = services(2 * MANY, number -> "s" + number);

        List<AuthorityWidening> given = AuthorityWidening.between(before, after);

        assertThat(given).hasSize(MANY);
        assertThat(given.get(0).sentence())
                .isEqualTo(String.format(
                        Locale.ROOT,
                        "\"s%d\" and %d other services join the security context \"shared\", which shares tokens with \"s0\".",
                        MANY,
                        MANY - 1));
    }

    @Test
    void a_few_that_join_a_few_are_told_one_by_one() {
        List<AuthorityWidening> given =
                AuthorityWidening.between(services(2, number -> "s" + number), services(4, number -> "s" + number));

        assertThat(given).extracting(AuthorityWidening::service).containsExactly("s0", "s0", "s1", "s1");
        assertThat(given.get(1).sentence())
                .isEqualTo("\"s3\" joins the security context \"shared\", which shares tokens with \"s0\".");
    }

    @Test
    void a_thousand_invariants_ask_the_same_of_a_large_graph() {
        Map<String, Invariant> invariants = new TreeMap<>();
        for (int number = 0; number < 300; number++) {
            invariants.put("callers" + number, new Invariant.Callers("callers" + number, "hub", Sorted.set(List.of())));
            invariants.put("depth" + number, new Invariant.MaxDepth("depth" + number, number + 1));
            invariants.put("never" + number, new Invariant.Never("never" + number, "s" + number % 3, "hub:use"));
        }
        GraphBuilder graph = GraphBuilder.graph().service("hub", "hub:use");
        IntStream.range(0, MANY)
                .forEach(number -> graph.service("s" + number, "s" + number + ":use")
                        .embed("e" + number, "s" + number + ":use > hub:use"));

        List<Violation> violations = violations(graph.document().withInvariants(invariants));

        assertThat(violations).hasSize(Violations.MAX_LISTED + 1);
    }

    @Test
    void many_edges_nest_in_circles() {
        GraphBuilder pairs = GraphBuilder.graph();
        GraphBuilder star = GraphBuilder.graph().service("hub", "hub:use");
        for (int number = 0; number < MANY / 2; number++) {
            pairs.service("a" + number, "a" + number + ":use").service("b" + number, "b" + number + ":use");
            pairs.embed("ab" + number, "a" + number + ":use > b" + number + ":use");
            pairs.embed("ba" + number, "b" + number + ":use > a" + number + ":use");
            star.service("s" + number, "s" + number + ":use");
            star.embed("out" + number, "hub:use > s" + number + ":use")
                    .embed("in" + number, "s" + number + ":use > hub:use");
        }

        assertThat(violations(pairs.document())).hasSize(Violations.MAX_LISTED + 1);
        assertThat(violations(star.document()))
                .hasSize(Violations.MAX_LISTED + 1)
                .anySatisfy(
                        violation -> assertThat(violation.message()).contains("in0 (s0 → hub), then out0 (hub → s0)"));
    }

    @Test
    void one_circle_leads_through_everything() {
        GraphBuilder circle = GraphBuilder.graph();
        IntStream.range(0, MANY).forEach(number -> circle.service("s" + number, "s" + number + ":use"));
        for (int number = 0; number < MANY; number++) {
            circle.embed("e" + number, "s" + number + ":use > s" + (number + 1) % MANY + ":use");
        }

        assertThat(violations(circle.document()))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message())
                        .endsWith(String.format(Locale.ROOT, ", then %d others.", MANY + 1 - 100))
                        .hasSizeLessThan(10_000));
    }

    private static List<Violation> violations(GraphDocument document) {
        GraphTerms terms = new GraphTerms(
                "https://id.example",
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofDays(1),
                Sorted.set(Set.of()));
        return ((ValidatedGraph.Invalid) ValidatedGraph.of(document, terms)).violations();
    }

    private static GraphDocument services(int count, IntFunction<String> name) {
        Map<String, Service> services = new TreeMap<>();
        for (int number = 0; number < count; number++) {
            services.put(
                    name.apply(number),
                    new Service(
                            name.apply(number),
                            null,
                            "shared",
                            null,
                            Sorted.set(List.of()),
                            null,
                            Sorted.map(Map.of()),
                            ServiceKeys.NONE));
        }
        return new GraphDocument(Sorted.map(services), Sorted.map(Map.of()));
    }
}
