package matryoshka.service.graph.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Violation;
import matryoshka.service.graph.document.GraphDocumentReader;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.json.ElementLimits;
import org.junit.jupiter.api.Test;

class SizeRulesTest {
    private static final SizeRules RULES = new SizeRules(new ElementLimits(3, 3, 2, 30));

    @Test
    void a_graph_may_grow_to_its_limits_and_no_further() throws Exception {
        assertThat(violations(graph(0, 0, 0, 0), graph(3, 3, 2, 0))).isEmpty();
        assertThat(violations(graph(0, 0, 0, 0), graph(4, 4, 3, 0)))
                .extracting(Violation::pointer)
                .containsExactly("/services", "/dependencies", "/invariants");
        assertThat(violations(graph(0, 0, 0, 0), graph(1, 0, 0, 30))).isEmpty();
        assertThat(violations(graph(0, 0, 0, 0), graph(1, 0, 0, 31)))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.rule()).isEqualTo("too-many");
                    assertThat(violation.message())
                            .isEqualTo(
                                    "A graph can have at most 30 values: scopes, list entries, and members of claims.");
                });
    }

    @Test
    void a_graph_beyond_its_limits_may_shrink_but_not_grow() throws Exception {
        assertThat(violations(graph(9, 9, 9, 90), graph(8, 8, 8, 80))).isEmpty();
        assertThat(violations(graph(9, 9, 9, 90), graph(9, 9, 9, 90))).isEmpty();
        assertThat(violations(graph(9, 9, 9, 90), graph(9, 9, 9, 91))).hasSize(1);
    }

    @Test
    void every_repeatable_element_counts() throws Exception {
        for (String members : List.of(
                "requires: [LIST]",
                "clients: [LIST]",
                "parameters: {PATTERNS}",
                "claims: {pass: [LIST]}",
                "claims: {set: {c: [LIST]}}",
                "claims: {set: {c: {MAP}}}",
                "claims: {set: {c: {d: [[LIST]]}}}")) {
            GraphDocument large =
                    document("{dependencies: {e: {from: a, to: b, grants: [x], " + filled(members) + "}}}");

            assertThat(violations(GraphDocument.EMPTY, large)).as(members).hasSize(1);
        }
        for (String services : List.of("owners: [LIST]", "scopes: {TEXTS}", "keys: {encryption: {TEXTS}}")) {
            GraphDocument large = document("{services: {a: {" + filled(services) + "}}}");

            assertThat(violations(GraphDocument.EMPTY, large)).as(services).hasSize(1);
        }
        assertThat(violations(
                        GraphDocument.EMPTY, document(filled("{invariants: {i: {service: a, callers: [LIST]}}}"))))
                .hasSize(1);
    }

    @Test
    void the_number_of_distinct_expressions_is_bounded() throws Exception {
        SizeRules large = new SizeRules(new ElementLimits(100_000, 100_000, 100_000, 1_000_000));
        IntFunction<String> edge = number -> String.format(
                Locale.ROOT, "e%d: {from: a, to: b, grants: [x], when: 'client_id != \"%d\"'}", number, number);
        GraphDocument many = document("{dependencies: {" + joined(10_000, edge) + "}}");
        GraphDocument more = document("{dependencies: {" + joined(10_001, edge) + "}}");
        GraphDocument same = document("{dependencies: {"
                + joined(
                        10_001,
                        number ->
                                String.format(Locale.ROOT, "e%d: {from: a, to: b, grants: [x], when: 'true'}", number))
                + "}}");

        assertThat(large.violations(GraphDocument.EMPTY, many)).isEmpty();
        assertThat(large.violations(GraphDocument.EMPTY, same)).isEmpty();
        assertThat(large.violations(GraphDocument.EMPTY, more))
                .singleElement()
                .satisfies(violation -> assertThat(violation.message()).contains("conditions and patterns"));
    }

    private static String filled(String members) {
        return members.replace("LIST", joined(31, number -> "c" + number))
                .replace("PATTERNS", joined(31, number -> "p" + number + ": {pattern: a}"))
                .replace("TEXTS", joined(31, number -> "s" + number + ": a"))
                .replace("MAP", joined(31, number -> "m" + number + ": 1"));
    }

    private static String joined(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(", "));
    }

    private static GraphDocument graph(int services, int dependencies, int invariants, int owners)
            throws DocumentSyntaxException {
        return document("{services: {"
                + joined(
                        services,
                        number -> "s" + number + ": {owners: ["
                                + (number == 0 ? joined(owners, owner -> "o" + owner) : "") + "]}")
                + "}, dependencies: {"
                + joined(dependencies, number -> "d" + number + ": {from: a, to: b, grants: [x]}")
                + "}, invariants: {" + joined(invariants, number -> "i" + number + ": {max_depth: 2}") + "}}");
    }

    private static List<Violation> violations(GraphDocument before, GraphDocument after) {
        // What each dependency grants counts, too.
        return RULES.violations(before, after);
    }

    private static GraphDocument document(String yaml) throws DocumentSyntaxException {
        return GraphDocumentReader.read(yaml.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML)
                .document();
    }
}
