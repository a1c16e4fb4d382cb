package matryoshka.graph.plan;

import java.util.List;

/**
 * The outer token of a tree, as the graph alone sees it.
 *
 * @param resolution the graph, seen from the origin client
 * @param place the token, and how the chain came to it
 * @param lineage what the tokens before this tree permit
 */
record ResolvedToken(Resolution resolution, ResolveOrigin.Place place, List<TokenAuthority> lineage) {
    ResolvedToken {
        lineage = List.copyOf(lineage);
    }
}
