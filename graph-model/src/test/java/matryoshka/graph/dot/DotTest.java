package matryoshka.graph.dot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.regex.Pattern;
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
                          "orders" -> "payments" [label="orders:place\\n→ payments:charge", style="solid", tooltip="orders-charge"]
                          "orders" -> "stock" [label="orders:place\\n→ stock:reserve", style="dotted", tooltip="orders-reserve-stock"]
                          "payments" -> "fraud" [label="payments:charge\\n→ fraud:check", style="solid", tooltip="payments-ask-fraud"]
                          "payments" -> "ledger" [label="payments:charge\\n→ ledger:write", style="dashed", tooltip="payments-book"]
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
