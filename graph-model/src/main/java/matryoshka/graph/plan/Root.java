package matryoshka.graph.plan;

import java.util.List;

/**
 * The outer token of a tree, as the graph alone sees it.
 *
 * @param resolution the graph, seen from the origin client
 * @param place the token, and how the chain came to it
 * @param lineage what the tokens before this tree permit
 */
record Root(Resolution resolution, ResolveOrigin.Place place, List<Level> lineage) {
    Root {
        lineage = List.copyOf(lineage);
    }
}
