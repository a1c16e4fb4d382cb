package matryoshka.graph.staleness;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Edge;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.TokenAuthority;
import matryoshka.graph.plan.TokenPlan;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a plan that tokens were minted from: enough to judge them in any later graph.
 *
 * @param origin what it was resolved from
 * @param lineage what the tokens before this tree permitted, where the chain went through exchanges
 * @param nodes its tokens, leaf first, the outer one last
 * @param conditions of all dependencies that it was made of, and of those before it
 */
public record MintedPlan(Origin origin, List<TokenAuthority> lineage, List<Node> nodes, SortedSet<String> conditions) {

    /**
     * One of its tokens.
     *
     * @param id the plan node's id
     * @param level what it permits by itself, and at which place
     * @param digest of what it says by itself; null in plans that an earlier release entered, which could not tell
     * @param conditions of all dependencies on the way to it
     */
    public record Node(
            String id, TokenAuthority level, @Nullable String digest, SortedSet<String> conditions) {
        public Node {
            conditions = Sorted.set(conditions);
        }
    }

    public MintedPlan {
        lineage = List.copyOf(lineage);
        nodes = List.copyOf(nodes);
        conditions = Sorted.set(conditions);
    }

    public static MintedPlan of(TokenPlan plan) {
        return new MintedPlan(
                plan.origin(),
                plan.lineage(),
                plan.leafFirst().stream()
                        .map(token -> new Node(token.id(), token.level(), token.digest(), token.wayConditions()))
                        .toList(),
                plan.leafFirst().stream()
                        .flatMap(token -> token.wayConditions().stream())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Whether it is remembered what its tokens say; else they are judged by what they permit alone. */
    public boolean tellsContent() {
        return outer().digest() != null;
    }

    public Node outer() {
        return nodes.get(nodes.size() - 1);
    }

    /** What its tokens permit at the end of a way and below. */
    public List<TokenAuthority> atOrBelow(List<Edge> way) {
        return atOrBelow(way, node -> true);
    }

    /** The same of some tokens. */
    List<TokenAuthority> atOrBelow(List<Edge> way, Predicate<Node> counts) {
        return nodes.stream()
                .filter(counts)
                .map(Node::level)
                .filter(level -> level.isAtOrBelow(way))
                .toList();
    }

    /** The place of a node in the list; empty when it is none of this plan. */
    public Optional<Integer> indexOf(String nodeId) {
        for (int index = 0; index < nodes.size(); index++) {
            if (nodes.get(index).id().equals(nodeId)) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }
}
