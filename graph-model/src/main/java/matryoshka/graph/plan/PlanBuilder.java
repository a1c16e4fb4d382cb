package matryoshka.graph.plan;

import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Sorted;

/** Turns a fitted tree into a plan: assigns each token its id and its position in the minting order. */
final class PlanBuilder {
    private record Frozen(PlanDigest.Subtree subtree, TokenSizes.Sized sized) {}

    private final ResolveOrigin chain;
    private final TokenSizes sizes;
    private final List<PlannedToken> leafFirst = new ArrayList<>();
    private int depth;

    PlanBuilder(ResolveOrigin chain, TokenSizes sizes) {
        this.chain = chain;
        this.sizes = sizes;
    }

    TokenPlan freeze(PlanTreeBuilder outer, Budget budget) {
        freeze(outer, TokenPath.OUTER);
        return new TokenPlan(
                chain.origin(), chain.lineage(), leafFirst, depth, budget.used(leafFirst, depth), chain.read());
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
        PlannedContent content = branch.content();
        List<CutEmbedding> cut = branch.cutEmbeddings(chain.resolution(), path);
        PlanDigest.Subtree subtree = PlanDigest.subtree(content, branch.descent, below, cut);
        TokenSizes.Sized sized = sizes.size(content, nested);
        leafFirst.add(new PlannedToken(
                PlanDigest.id(chain.origin(), path, subtree),
                subtree.content(),
                TokenAuthority.of(chain.resolution().graph(), path, branch.node, branch.via),
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
