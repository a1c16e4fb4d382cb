package matryoshka.graph.plan;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import matryoshka.graph.Dependency;

/**
 * One token as the graph alone sees it, before any budget: section 4 of the design, steps 3 and 4. What it embeds is named, not yet
 * resolved, so that a graph in which paths multiply costs nothing until somebody walks them.
 *
 * @param members the services that share the token
 * @param scopes what it permits, at its members only
 * @param reused the reuse edges that gave it members and scopes
 * @param embeddings what is to be nested in it, by callee, then holder
 * @param offers what its members may exchange it for, by callee, then holder
 */
public record PlanNode(
        SortedSet<String> members,
        SortedSet<String> scopes,
        List<Dependency> reused,
        List<Embedding> embeddings,
        List<ExchangeOffer> offers) {

    public PlanNode {
        reused = List.copyOf(reused);
        embeddings = List.copyOf(embeddings);
        offers = List.copyOf(offers);
    }

    /** What is to be nested in it for this holder and callee. */
    Optional<Embedding> embedding(Edge step) {
        return embeddings.stream()
                .filter(embedding -> embedding.step().equals(step))
                .findFirst();
    }
}
