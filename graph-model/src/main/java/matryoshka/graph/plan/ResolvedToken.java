package matryoshka.graph.plan;

import java.util.List;

/**
 * The outer token of a tree, as the graph alone determines it.
 *
 * @param resolution the graph, from the point of view of the origin client
 * @param place the token, and how the chain came to it
 * @param lineage the authority of the tokens before this tree
 */
record ResolvedToken(Resolution resolution, ResolveOrigin.Place place, List<TokenAuthority> lineage) {
    ResolvedToken {
        lineage = List.copyOf(lineage);
    }
}
