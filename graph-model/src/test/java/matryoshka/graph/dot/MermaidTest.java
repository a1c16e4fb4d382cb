package matryoshka.graph.dot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import matryoshka.graph.TestGraphs;
import org.junit.jupiter.api.Test;

class MermaidTest {

    @Test
    void contexts_are_frames_and_sharing_is_line_style() {
        assertThat(GraphMermaid.of(TestGraphs.shop().document())).isEqualTo("""
                        flowchart LR
                          n1["fraud"]
                          n2["ledger"]
                          n3["payments"]
                          subgraph c1["shop"]
                            n4["orders"]
                            n5["stock"]
                          end
                          n4 -->|"place<br/>→ charge"| n3
                          n4 ==>|"place<br/>→ reserve"| n5
                          n3 -->|"charge<br/>→ check"| n1
                          n3 -.->|"charge<br/>→ write"| n2
                        """);
    }

    @Test
    void no_text_ends_its_string_or_is_read_as_markup() {
        for (String hostile : HostileTexts.ALL) {
            String mermaid = GraphMermaid.of(HostileTexts.graph(hostile));
            String frame = Pattern.compile("\"[^\"\n]*+\"").matcher(mermaid).replaceAll("S");
            assertThat(frame).isEqualTo("""
                            flowchart LR
                              subgraph c1[S]
                                n1[S]
                                n2[S]
                              end
                              n1 -->|S| n2
                            """);
            assertThat(mermaid.replace("<br/>", "").replace("-->", ""))
                    .doesNotContain("<", ">", "%", "`", "&", "{", "\\");
        }
    }

    @Test
    void a_diff_is_coloured() {
        String mermaid = GraphMermaid.of(GraphView.between(
                TestGraphs.shop().document(), TestGraphs.chain(2).document()));
        assertThat(mermaid)
                .contains("n4[\"s0\"]", "n4 -->|\"x<br/>→ x\"| n5")
                .contains("linkStyle 4 stroke:#1a7f37,color:#1a7f37", "linkStyle 0 stroke:#cf222e")
                .contains("style n1 stroke:#cf222e,stroke-dasharray:5 5", "style n4 stroke:#1a7f37\n");
    }
}
