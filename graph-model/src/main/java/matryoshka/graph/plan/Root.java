package matryoshka.graph.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outer token of a tree, as the graph alone sees it.
 *
 * @param resolution the graph, seen from the origin client
 * @param node the token
 * @param via the edges that an exchange gave it along; null when it was none, or for the token's own audience
 * @param lineage what the tokens before this tree permit
 */
record Root(Resolution resolution, PlanNode node, @Nullable Embedding via, List<Level> lineage) {
    Root {
        lineage = List.copyOf(lineage);
    }
}
