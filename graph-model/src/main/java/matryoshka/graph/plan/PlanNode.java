package matryoshka.graph.plan;

import java.util.List;
import java.util.SortedSet;

/**
 * One token as the graph alone sees it, before any budget: section 4 of the design, steps 3 and 4. What it embeds is named, not yet
 * resolved, so that a graph in which paths multiply costs nothing until somebody walks them.
 *
 * @param members the services that share the token
 * @param scopes what it permits, at its members only
 * @param embeddings what is to be nested in it, by callee, then holder
 * @param offers what its members may exchange it for, by callee, then holder
 */
public record PlanNode(
        SortedSet<String> members, SortedSet<String> scopes, List<Embedding> embeddings, List<ExchangeOffer> offers) {}
