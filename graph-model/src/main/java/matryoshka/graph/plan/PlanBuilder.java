package matryoshka.graph.plan;

import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Sorted;

/** Turns a fitted tree into a plan: assigns each token its id and its position in the minting order. */
final class PlanBuilder {
    private record Frozen(PlanDigest.Subtree subtree, TokenSizes.Sized sized) {}

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
        freeze(outer, TokenPath.OUTER);
        return new TokenPlan(
                origin,
                root.lineage(),
                leafFirst,
                depth,
                budget.used(leafFirst, depth),
                ResolveOrigin.read(root.resolution(), origin));
    }

    private Frozen freeze(PlanTreeBuilder branch, TokenPath path) {
        depth = Math.max(depth, path.length() + 1);
        List<Integer> embeds = new ArrayList<>();
        List<PlanDigest.Nested> below = new ArrayList<>();
        List<TokenSizes.Sized> nested = new ArrayList<>();
        for (PlanTreeBuilder child : branch.kept().values()) {
            Edge step = new Edge(child.uncut().presenter(), child.uncut().callee());
            Frozen frozen = freeze(child, path.then(step));
            below.add(new PlanDigest.Nested(step, frozen.subtree()));
            embeds.add(leafFirst.size() - 1);
            nested.add(frozen.sized());
        }
        TokenContent content = branch.content();
        List<CutEmbedding> cut = branch.cutEmbeddings(root.resolution(), path);
        PlanDigest.Subtree subtree = PlanDigest.subtree(content, branch.descent, below, cut);
        TokenSizes.Sized sized = sizes.size(content, nested);
        leafFirst.add(new PlannedToken(
                PlanDigest.id(origin, path, subtree),
                subtree.content(),
                TokenAuthority.of(root.resolution().graph(), path, branch.node, branch.via),
                content,
                branch.via == null ? ClaimRules.NONE : branch.via.claims(),
                branch.via == null ? Sorted.set(List.of()) : branch.via.conditions(),
                branch.descent.conditions(),
                embeds,
                branch.node.offers(),
                cut,
                sized.bytes()));
        return new Frozen(subtree, sized);
    }
}
