package matryoshka.graph.plan;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import matryoshka.graph.Dependency;
import matryoshka.graph.Scopes;

/**
 * One token as the graph alone determines it, before any budget (docs/model.md, section 3, steps 3 and 4). Its embeddings are named but not
 * resolved, so that a graph with multiplying paths costs nothing until they are followed.
 *
 * @param members the services that share the token
 * @param scopes its scopes, at its members only
 * @param reused the reuse edges that added members and scopes
 * @param embeddings what to nest in it, by callee, then holder
 * @param offers what its members may exchange it for, by callee, then holder
 */
public record PlanNode(
        SortedSet<String> members,
        Scopes scopes,
        List<Dependency> reused,
        List<Embedding> embeddings,
        List<ExchangeOffer> offers) {

    public PlanNode {
        reused = List.copyOf(reused);
        embeddings = List.copyOf(embeddings);
        offers = List.copyOf(offers);
    }

    /** Returns the embedding for this holder and callee. */
    Optional<Embedding> embedding(Edge step) {
        return embeddings.stream()
                .filter(embedding -> embedding.step().equals(step))
                .findFirst();
    }
}
