package matryoshka.graph;

import static matryoshka.graph.GraphBuilder.graph;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dependency may say about when, with which parameters and how long it is used. */
class DependencyTermsTest {

    /** {@code pointer rule}, one for each violation, of a graph whose one dependency {@code e} is this. */
    private static List<String> faults(Sharing sharing, UnaryOperator<Dependency> with) {
        return faults(graph().inContext("shop", "a", "a:x")
                .inContext("shop", "b", "b:x")
                .edge("e", "a:x > b:x", sharing, with));
    }

    private static List<String> faults(GraphBuilder graph) {
        return graph.violations().stream()
                .map(violation -> violation.pointer() + " " + violation.rule())
                .toList();
    }

    @Test
    void an_exchange_can_have_all_terms() {
        DependencyTerms all = new DependencyTerms(
                "client.tier == 'gold'",
                Sorted.map(Map.of("transaction_id", "[0-9]+")),
                Duration.ofHours(24),
                ExcessPolicy.REJECT);
        assertThat(faults(Sharing.EXCHANGE, edge -> edge.withTerms(all))).isEmpty();
    }

    @Test
    void conditions_are_not_blank_nor_longer_than_500_characters() {
        assertThat(faults(Sharing.EMBED, edge -> Edges.when(edge, "x".repeat(500))))
                .isEmpty();
        for (String bad : List.of("x".repeat(501), "", " ")) {
            assertThat(faults(Sharing.EMBED, edge -> Edges.when(edge, bad)))
                    .containsExactly("/dependencies/e/when condition");
        }
    }

    @Test
    void a_reused_token_has_no_conditions() {
        assertThat(faults(Sharing.REUSE, edge -> Edges.when(edge, "true")))
                .containsExactly("/dependencies/e/when when-sharing");
        assertThat(faults(Sharing.EXCHANGE, edge -> Edges.when(edge, "true"))).isEmpty();
    }

    @Test
    void only_an_exchange_can_ask_for_parameters() {
        UnaryOperator<Dependency> asking = edge -> Edges.parameters(edge, Map.of("order", "[0-9]+"));
        assertThat(faults(Sharing.EXCHANGE, asking)).isEmpty();
        assertThat(faults(Sharing.EMBED, asking)).containsExactly("/dependencies/e/parameters parameters-sharing");
        assertThat(faults(Sharing.REUSE, asking)).containsExactly("/dependencies/e/parameters parameters-sharing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ü", "scope", "grant_type", "subject_token", "min_graph_version", "client_id"})
    void a_parameter_has_a_name_of_its_own(String name) {
        assertThat(faults(Sharing.EXCHANGE, edge -> Edges.parameters(edge, Map.of(name, "x"))))
                .containsExactly("/dependencies/e/parameters/" + name + " parameter-name");
    }

    @Test
    void names_of_parameters_keep_to_their_length() {
        assertThat(faults(Sharing.EXCHANGE, edge -> Edges.parameters(edge, Map.of("_.-" + "x".repeat(97), "x"))))
                .isEmpty();
        assertThat(faults(Sharing.EXCHANGE, edge -> Edges.parameters(edge, Map.of("x".repeat(101), "x"))))
                .hasSize(1);
    }

    @Test
    void a_parameter_is_no_claim_that_is_written_already() {
        assertThat(faults(Sharing.EXCHANGE, edge -> Edges.parameters(edge, Map.of("aud", "x"))))
                .containsExactly("/dependencies/e/parameters/aud reserved-claim");
        ClaimRules set = new ClaimRules(Sorted.set(List.of()), Sorted.map(Map.of("order", "1")));
        assertThat(faults(Sharing.EXCHANGE, edge -> Edges.parameters(Edges.claims(edge, set), Map.of("order", "x"))))
                .containsExactly("/dependencies/e/parameters/order parameter-name");
    }

    @Test
    void patterns_have_1_to_200_characters() {
        assertThat(faults(Sharing.EXCHANGE, edge -> Edges.parameters(edge, Map.of("p", "x".repeat(200)))))
                .isEmpty();
        for (String bad : List.of("", "x".repeat(201))) {
            assertThat(faults(Sharing.EXCHANGE, edge -> Edges.parameters(edge, Map.of("p", bad))))
                    .containsExactly("/dependencies/e/parameters/p/pattern pattern");
        }
    }

    @Test
    void extensions_are_whole_seconds_within_the_issuers_limit_and_of_exchanges() {
        UnaryOperator<Dependency> longest = edge -> Edges.extend(edge, GraphBuilder.TERMS.maxExtension());
        assertThat(faults(Sharing.EXCHANGE, longest)).isEmpty();
        assertThat(faults(Sharing.EMBED, longest)).containsExactly("/dependencies/e/extend extend-sharing");
        assertThat(faults(Sharing.REUSE, longest)).containsExactly("/dependencies/e/extend extend-sharing");
        for (Duration bad : List.of(
                Duration.ZERO,
                Duration.ofSeconds(-1),
                Duration.ofMillis(1_500),
                GraphBuilder.TERMS.maxExtension().plusSeconds(1),
                Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThat(faults(Sharing.EXCHANGE, edge -> Edges.extend(edge, bad)))
                    .containsExactly("/dependencies/e/extend extend");
        }
    }

    /** Edges from a to b: their names with {@code client condition}, where * stands for any client and - for no condition. */
    private static List<String> pair(Sharing sharing, String... edges) {
        GraphBuilder graph = graph().service("a", "a:x").service("b", "b:x").service("c", "c:x");
        for (int i = 0; i < edges.length; i++) {
            String[] words = edges[i].split(" ", -1);
            List<String> clients = words[0].equals("*") ? List.of() : List.of(words[0].split(",", -1));
            String condition = words[1].equals("-") ? null : words[1];
            graph.edge("e" + i, "a:x > b:x", sharing, e -> Edges.clients(Edges.when(e, condition), clients));
        }
        return faults(graph.edge("other", "a:x > c:x", Sharing.EMBED, e -> Edges.when(e, "client.other")));
    }

    @Test
    void embed_edges_that_make_one_token_have_one_condition() {
        assertThat(pair(Sharing.EMBED, "* x", "* x", "web x")).isEmpty();
        assertThat(pair(Sharing.EMBED, "* x", "* y")).containsExactly("/dependencies/e1/when when-differs");
        assertThat(pair(Sharing.EMBED, "* x", "* -")).containsExactly("/dependencies/e1/when when-differs");
        assertThat(pair(Sharing.EMBED, "* x", "web y")).containsExactly("/dependencies/e1/when when-differs");
        assertThat(pair(Sharing.EMBED, "web x", "app y", "* x")).containsExactly("/dependencies/e2/when when-differs");
        assertThat(pair(Sharing.EMBED, "web x", "app y", "* y")).containsExactly("/dependencies/e2/when when-differs");
        assertThat(pair(Sharing.EMBED, "web,app x", "app,tv y")).containsExactly("/dependencies/e1/when when-differs");
    }

    @Test
    void edges_that_never_count_together_and_exchanges_may_differ() {
        assertThat(pair(Sharing.EMBED, "web x", "app y", "tv -")).isEmpty();
        assertThat(pair(Sharing.EXCHANGE, "* x", "* y", "* -")).isEmpty();
    }
}
