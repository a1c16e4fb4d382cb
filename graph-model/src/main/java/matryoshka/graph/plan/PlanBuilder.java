package matryoshka.graph.plan;

import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Sorted;

/** Turns a fitted tree into a plan: gives each token its id and its place in the minting order. */
final class PlanBuilder {
    private final Origin origin;
    private final ResolvedToken root;
    private final TokenSizes sizes;
    private final List<PlannedToken> leafFirst = new ArrayList<>();
    private int depth;

    PlanBuilder(Origin origin, ResolvedToken root, TokenSizes sizes) {
        this.origin = origin;
        this.root = root;
        this.sizes = sizes;
    }

    TokenPlan freeze(PlanTreeBuilder outer, Budget budget) {
        freeze(outer, List.of());
        return new TokenPlan(
                origin,
                root.lineage(),
                leafFirst,
                depth,
                budget.used(leafFirst, depth),
                ResolveOrigin.read(root.resolution(), origin));
    }

    /** Freezes a subtree that stands at the end of a way, as it would be there; its tokens, leaf first. */
    List<PlannedToken> freezeAlone(PlanTreeBuilder branch, List<Edge> way) {
        freeze(branch, way);
        return leafFirst;
    }

    private PlanDigest.Subtree freeze(PlanTreeBuilder branch, List<Edge> way) {
        depth = Math.max(depth, way.size() + 1);
        List<Integer> embeds = new ArrayList<>();
        List<PlanDigest.Nested> below = new ArrayList<>();
        List<TokenSizes.Nested> nested = new ArrayList<>();
        for (PlanTreeBuilder child : branch.kept().values()) {
            TokenContent content = child.content();
            Edge step = new Edge(content.presenter(), content.callee());
            below.add(new PlanDigest.Nested(step, freeze(child, longer(way, step))));
            embeds.add(leafFirst.size() - 1);
            nested.add(new TokenSizes.Nested(
                    content, leafFirst.get(leafFirst.size() - 1).bytes()));
        }
        TokenContent content = branch.content();
        PlanDigest.Subtree subtree = PlanDigest.subtree(content, branch.descent, below);
        leafFirst.add(new PlannedToken(
                PlanDigest.id(origin, way, subtree),
                subtree.content(),
                TokenAuthority.of(root.resolution().graph(), way, branch.node, branch.via),
                content,
                branch.via == null ? ClaimRules.NONE : branch.via.claims(),
                branch.via == null ? Sorted.set(List.of()) : branch.via.conditions(),
                branch.descent.conditions(),
                embeds,
                branch.node.offers(),
                branch.cutOffers(),
                sizes.compact(content, sizes.payload(content, nested))));
        return subtree;
    }

    private static List<Edge> longer(List<Edge> way, Edge step) {
        List<Edge> longer = new ArrayList<>(way);
        longer.add(step);
        return longer;
    }
}
