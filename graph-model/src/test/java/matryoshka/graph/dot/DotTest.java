package matryoshka.graph.dot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.TestGraphs;
import org.junit.jupiter.api.Test;

class DotTest {

    @Test
    void contexts_are_clusters_and_sharing_is_line_style() {
        assertThat(GraphDot.of(TestGraphs.shop().document())).isEqualTo("""
                        digraph "matryoshka" {
                          rankdir="LR"
                          node [shape="box"]
                          edge [fontsize="10"]
                          "fraud" [label="fraud", tooltip="fraud"]
                          "ledger" [label="ledger", tooltip="ledger"]
                          "payments" [label="payments", tooltip="payments"]
                          subgraph "cluster_shop" {
                            label="shop"
                            "orders" [label="orders", tooltip="orders"]
                            "stock" [label="stock", tooltip="stock"]
                          }
                          "orders" -> "payments" [label="place\\n→ charge", style="solid", tooltip="orders-charge"]
                          "orders" -> "stock" [label="place\\n→ reserve", style="dotted", tooltip="orders-reserve-stock"]
                          "payments" -> "fraud" [label="charge\\n→ check", style="solid", tooltip="payments-ask-fraud"]
                          "payments" -> "ledger" [label="charge\\n→ write", style="dashed", tooltip="payments-book"]
                        }
                        """);
    }

    @Test
    void no_text_ends_its_string_or_begins_an_escape() {
        for (String hostile : HostileTexts.ALL) {
            // Quoted strings taken out whole, what is left has to be the bare frame of two nodes and an edge.
            String frame = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"", Pattern.DOTALL)
                    .matcher(GraphDot.of(HostileTexts.graph(hostile)))
                    .replaceAll("S");
            assertThat(frame).isEqualTo("""
                            digraph S {
                              rankdir=S
                              node [shape=S]
                              edge [fontsize=S]
                              subgraph S {
                                label=S
                                S [label=S, tooltip=S]
                                S [label=S, tooltip=S]
                              }
                              S -> S [label=S, style=S, tooltip=S]
                            }
                            """);
        }
    }

    @Test
    void text_is_shown_as_it_is() {
        assertThat(GraphDot.of(HostileTexts.graph("a\\N&amp;\n\u202E\"")))
                .contains("tooltip=\"a\\\\N&amp;amp;\\n\uFFFD\\\"\"");
    }

    @Test
    void graphviz_sees_two_nodes_and_an_edge_whatever_they_are_called() throws IOException, InterruptedException {
        assumeTrue(Graphviz.isInstalled(), "dot is not on the PATH");
        for (String hostile : HostileTexts.ALL) {
            String plain = Graphviz.plain(GraphDot.of(HostileTexts.graph(hostile)));
            assertThat(plain.lines().filter(line -> line.startsWith("node ")))
                    .as(hostile)
                    .hasSize(2);
            assertThat(plain.lines().filter(line -> line.startsWith("edge ")))
                    .as(hostile)
                    .hasSize(1);
        }
    }

    @Test
    void a_diff_is_coloured() {
        GraphDocument after = GraphBuilder.graph()
                .inContext("shop", "orders", "orders:place", "orders:read")
                .service("payments", "payments:charge", "payments:refund")
                .service("mail", "mail:send")
                .embed("orders-charge", "orders:place > payments:refund")
                .exchange("orders-mail", "orders:place > mail:send")
                .document();
        String dot = GraphDot.of(GraphView.between(TestGraphs.shop().document(), after));
        assertThat(dot)
                .contains("\"mail\" [color=\"#1a7f37\"")
                .contains("\"orders\" -> \"mail\" [color=\"#1a7f37\"")
                .contains("\"fraud\" [color=\"#cf222e\", fontcolor=\"#cf222e\", label=\"fraud\", style=\"dashed\"")
                .contains("\"payments\" -> \"fraud\" [arrowtail=\"tee\", color=\"#cf222e\", dir=\"both\"")
                .contains("\"orders\" -> \"payments\" [color=\"#bc4c00\"")
                .contains("\"payments\" [label=\"payments\", tooltip");
    }

    @Test
    void parallel_dependencies_are_one_arrow_with_a_count() {
        GraphDocument parallel = GraphBuilder.graph()
                .service("a", "a:x", "a:y")
                .service("b", "b:1", "b:2", "b:3")
                .embed("e1", "a:x > b:1")
                .embed("e2", "a:y > b:2")
                .exchange("e3", "a:x > b:3")
                .document();

        assertThat(GraphDot.of(parallel).lines().filter(line -> line.contains("->")))
                .containsExactly("  \"a\" -> \"b\" [label=\"2 × embed, 1 × exchange\\n→ 1 2 3\", style=\"solid\","
                        + " tooltip=\"e1\\ne2\\ne3\"]");
        assertThat(GraphMermaid.of(parallel).lines().filter(line -> line.contains("-->")))
                .hasSize(1);
    }

    @Test
    void what_changed_has_an_arrow_of_its_own_beside_what_did_not() {
        GraphBuilder before = GraphBuilder.graph().service("a", "a:x").service("b", "b:1", "b:2");
        GraphDocument one = before.embed("e1", "a:x > b:1").document();
        GraphDocument two = before.embed("e2", "a:x > b:2").document();

        assertThat(GraphDot.of(GraphView.between(one, two)).lines().filter(line -> line.contains("->")))
                .hasSize(2)
                .anyMatch(line -> line.contains("label=\"x\\n→ 1\", style"))
                .anyMatch(line -> line.contains("color=\"#1a7f37\"") && line.contains("label=\"x\\n→ 2\""));
    }

    @Test
    void an_arrow_names_no_more_scopes_than_one_can_read() {
        String[] scopes =
                IntStream.range(0, 20).mapToObj(n -> "b:" + (char) ('a' + n)).toArray(String[]::new);
        GraphDocument wide = GraphBuilder.graph()
                .service("a", "a:x")
                .service("b", scopes)
                .embed("e", "a:x > " + String.join(" ", scopes))
                .document();
        assertThat(GraphDot.of(wide)).contains("→ a b c d e f g h and 12 more\"");
    }

    @Test
    void a_focus_shows_what_is_near_in_both_directions() {
        GraphView chain = GraphView.of(TestGraphs.chain(7).document());
        assertThat(chain.around("s3", 1).services()).containsOnlyKeys("s2", "s3", "s4");
        assertThat(chain.around("s3", 1).dependencies()).containsOnlyKeys("e2", "e3");
        assertThat(chain.around("s3", 2).services()).containsOnlyKeys("s1", "s2", "s3", "s4", "s5");
        assertThat(chain.around("s3", 0).services()).containsOnlyKeys("s3");
        assertThat(chain.around("s3", Integer.MAX_VALUE)).isEqualTo(chain);
        assertThat(chain.around("nobody", 3).services()).isEmpty();
    }
}
