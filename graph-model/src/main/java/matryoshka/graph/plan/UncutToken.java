package matryoshka.graph.plan;

import java.util.List;
import java.util.SortedSet;
import matryoshka.graph.Sorted;

/**
 * A token as the graph grants it, whatever the budget would leave of its tree.
 *
 * @param level its own authority, and its position
 * @param digest of its own content, as {@link PlannedToken#digest}
 * @param conditions of all edges on the path to it, in CEL
 * @param embeds the edges of its embeddings
 */
public record UncutToken(TokenAuthority level, String digest, SortedSet<String> conditions, List<Edge> embeds) {

    public UncutToken {
        conditions = Sorted.set(conditions);
        embeds = List.copyOf(embeds);
    }

    static UncutToken of(Resolution resolution, TokenPath path, PlanTreeBuilder token) {
        return new UncutToken(
                TokenAuthority.of(resolution.graph(), path, token.node, token.via),
                PlanDigest.content(token.uncut(), token.descent),
                token.descent.conditions(),
                token.node.embeddings().stream().map(Embedding::step).toList());
    }
}
