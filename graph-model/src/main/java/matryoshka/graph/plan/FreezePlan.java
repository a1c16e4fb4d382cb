package matryoshka.graph.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Turns a fitted tree into a plan: gives each token its id and its place in the minting order. */
final class FreezePlan {
    private final String originClient;
    private final SortedSet<String> requested;
    private final TokenSizes sizes;
    private final List<PlannedToken> leafFirst = new ArrayList<>();
    private int depth;

    FreezePlan(String originClient, SortedSet<String> requested, TokenSizes sizes) {
        this.originClient = originClient;
        this.requested = requested;
        this.sizes = sizes;
    }

    TokenPlan freeze(Branch root, Budget budget) {
        freeze(root, PlanDigest.root(originClient, requested), 1);
        int bytes = leafFirst.get(leafFirst.size() - 1).bytes();
        double used = Math.max(
                (double) bytes / budget.maxBytes(),
                Math.max((double) leafFirst.size() / budget.maxTokens(), (double) depth / budget.maxDepth()));
        return new TokenPlan(originClient, requested, leafFirst, depth, used);
    }

    private PlanDigest.Subtree freeze(Branch branch, PlanDigest.Path path, int level) {
        depth = Math.max(depth, level);
        List<Integer> embeds = new ArrayList<>();
        List<PlanDigest.Subtree> below = new ArrayList<>();
        List<TokenSizes.Nested> nested = new ArrayList<>();
        for (Branch child : branch.kept().values()) {
            TokenContent content = child.content();
            below.add(freeze(child, path.to(content.presenter(), content.callee()), level + 1));
            embeds.add(leafFirst.size() - 1);
            nested.add(new TokenSizes.Nested(
                    content, leafFirst.get(leafFirst.size() - 1).bytes()));
        }
        TokenContent content = branch.content();
        PlanDigest.Subtree subtree = PlanDigest.subtree(content, branch.via, below);
        int bytes = sizes.compact(content, sizes.payload(content, nested));
        leafFirst.add(
                new PlannedToken(path.idOf(subtree), content, embeds, branch.node.offers(), branch.cutOffers(), bytes));
        return subtree;
    }
}
