package matryoshka.graph.dot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import matryoshka.graph.GraphBuilder;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceKeys;
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
        for (String hostile :
                List.of("a\"];evil[label=\"x", "\\N\\G<b>x</b>", "back\\", "\\\"", "nul\0", "line\nbreak", "\uD800")) {
            GraphDocument document = GraphBuilder.graph()
                    .service(
                            hostile,
                            s -> new Service(
                                    s.name(), null, null, hostile, s.owners(), null, s.scopes(), ServiceKeys.NONE))
                    .document();
            String dot = GraphDot.of(document);
            // Quoted strings taken out whole, what is left has to be the bare frame of one node.
            String frame = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"", Pattern.DOTALL)
                    .matcher(dot)
                    .replaceAll("S");
            assertThat(frame).isEqualTo("""
                            digraph S {
                              rankdir=S
                              node [shape=S]
                              edge [fontsize=S]
                              S [label=S, tooltip=S]
                            }
                            """);
        }
    }
}
