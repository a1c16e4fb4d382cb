package matryoshka.graph.diff;

import static org.assertj.core.api.Assertions.assertThat;

import matryoshka.graph.GraphDocument;
import matryoshka.graph.Invariant;
import matryoshka.graph.TestGraphs;
import org.junit.jupiter.api.Test;

class GraphDiffTest {
    private final GraphDocument shop = TestGraphs.shop().document();

    @Test
    void equal_documents_do_not_differ() {
        assertThat(GraphDiff.between(shop, TestGraphs.shop().document()).isEmpty())
                .isTrue();
    }

    @Test
    void what_was_added_removed_and_changed_is_told_apart() {
        GraphDocument later = TestGraphs.shop()
                .service("mail", "mail:send")
                .invariant(new Invariant.MaxDepth("flat", 9))
                .exchange("payments-ask-fraud", "payments:charge > fraud:check")
                .document();
        GraphDiff diff = GraphDiff.between(shop, later);
        assertThat(diff.services().added()).containsOnlyKeys("mail");
        assertThat(diff.invariants().added()).containsOnlyKeys("flat");
        assertThat(diff.dependencies().changed()).containsOnlyKeys("payments-ask-fraud");
        assertThat(GraphDiff.between(later, shop).services().removed()).containsOnlyKeys("mail");
    }
}
