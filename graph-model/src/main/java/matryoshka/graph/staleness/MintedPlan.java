package matryoshka.graph.staleness;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.CutEmbedding;
import matryoshka.graph.plan.Origin;
import matryoshka.graph.plan.PlannedToken;
import matryoshka.graph.plan.TokenAuthority;
import matryoshka.graph.plan.TokenPath;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.plan.UncutToken;
import org.jspecify.annotations.Nullable;

/**
 * The stored data of a plan that tokens were minted from: enough to evaluate their staleness in any later graph.
 *
 * @param origin what it was resolved from
 * @param lineage the authority of the tokens before this tree, if the chain went through exchanges
 * @param nodes its tokens, leaf first, the outer one last
 * @param conditions of all dependencies that it was made from, and of those before it
 */
public record MintedPlan(Origin origin, List<TokenAuthority> lineage, List<Node> nodes, SortedSet<String> conditions) {

    /**
     * One of its tokens.
     *
     * @param id the plan node's id
     * @param level its own authority, and its position
     * @param digest of its own content; null in plans stored by an earlier release, for which it is unknown
     * @param conditions of all dependencies on the path to it
     * @param cut the tokens that the budget cut from it, without what is below them; null in plans stored by an earlier release, for which they are unknown
     */
    public record Node(
            String id,
            TokenAuthority level,
            @Nullable String digest,
            SortedSet<String> conditions,
            @Nullable List<Cut> cut) {
        public Node {
            conditions = Sorted.set(conditions);
            cut = cut == null ? null : List.copyOf(cut);
        }

        /** Returns the tokens that are known to be cut from it. */
        List<Cut> knownCut() {
            return cut == null ? List.of() : cut;
        }

        Optional<Cut> cutAt(TokenPath path) {
            return knownCut().stream()
                    .filter(one -> one.level().path().equals(path))
                    .findFirst();
        }

        /** Returns whether it is known which tokens were cut from it. An earlier release only recorded, in the digest, whether any were. */
        boolean tellsWhatIsCut(UncutToken today) {
            return cut != null || today.digest().equals(digest);
        }
    }

    /**
     * A token that the budget cut, available by exchange.
     *
     * @param level its own authority, and its position
     * @param conditions of all dependencies on the path to it
     */
    public record Cut(TokenAuthority level, SortedSet<String> conditions) {
        public Cut {
            conditions = Sorted.set(conditions);
        }

        private static Cut of(PlannedToken around, CutEmbedding cut) {
            SortedSet<String> conditions = new TreeSet<>(around.wayConditions());
            conditions.addAll(cut.offer().conditions());
            return new Cut(cut.authority(), conditions);
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
                plan.leafFirst().stream().map(MintedPlan::node).toList(),
                plan.leafFirst().stream()
                        .flatMap(MintedPlan::conditions)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Node node(PlannedToken token) {
        return new Node(
                token.id(),
                token.level(),
                token.digest(),
                token.wayConditions(),
                token.cut().stream().map(cut -> Cut.of(token, cut)).toList());
    }

    private static Stream<String> conditions(PlannedToken token) {
        return Stream.concat(
                token.wayConditions().stream(), token.cut().stream().flatMap(cut -> cut.offer().conditions().stream()));
    }

    /** Returns whether the content of its tokens is known; otherwise only their authority is compared. */
    public boolean tellsContent() {
        return outer().digest() != null;
    }

    public Node outer() {
        return nodes.get(nodes.size() - 1);
    }

    /** Returns the authority of its tokens at the end of a path and below. */
    public List<TokenAuthority> atOrBelow(TokenPath path) {
        return atOrBelow(path, node -> true);
    }

    /** Returns the same for some of the tokens. */
    List<TokenAuthority> atOrBelow(TokenPath path, Predicate<Node> counts) {
        return nodes.stream()
                .filter(counts)
                .map(Node::level)
                .filter(level -> level.isAtOrBelow(path))
                .toList();
    }

    /** Returns the authority of the tokens that the budget cut at the end of a path and below. */
    List<TokenAuthority> cutAtOrBelow(TokenPath path, Predicate<Cut> counts) {
        return nodes.stream()
                .filter(node -> node.level().isAtOrBelow(path))
                .flatMap(node -> node.knownCut().stream())
                .filter(counts)
                .map(Cut::level)
                .toList();
    }

    /** Returns the index of a node; empty if this plan does not have it. */
    public Optional<Integer> indexOf(String nodeId) {
        for (int index = 0; index < nodes.size(); index++) {
            if (nodes.get(index).id().equals(nodeId)) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }
}
