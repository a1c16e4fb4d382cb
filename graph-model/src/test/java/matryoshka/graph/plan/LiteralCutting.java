package matryoshka.graph.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.ServiceGraph;

/** docs/model.md, section 5 (the budget), without regard to cost: builds the whole tree, then cuts one subtree after the other. */
final class LiteralCutting {
    private record Cut(PlanTreeBuilder parent, int index, PlanTreeBuilder branch, int depth) {}

    private LiteralCutting() {}

    static String tree(ServiceGraph graph, PlanRequest request, OuterToken outer, Budget budget) {
        RequestedScopes entry = Plans.value(RequestedScopes.of(graph, request));
        Origin origin = Origin.of(request.client(), entry.scopes());
        ResolveOrigin chain = new ResolveOrigin(graph, origin, Registration.of(request.registered()));
        PlanTreeBuilder root = PlanTreeBuilder.outer(graph, chain.root().orElseThrow(), outer, Plans.SIZES);
        Resolution resolution = chain.resolution();
        grow(resolution, root);
        while (true) {
            List<Cut> edges = new ArrayList<>();
            collect(root, 2, edges);
            int depth = edges.stream().mapToInt(Cut::depth).max().orElse(1);
            if (depth <= budget.maxDepth()
                    && edges.size() + 1 <= budget.maxTokens()
                    && root.bytes() <= budget.maxBytes()) {
                return Plans.tree(new PlanBuilder(chain, Plans.SIZES).freeze(root, budget));
            }
            Cut largest = null;
            for (Cut edge : edges) {
                // Of several largest ones, the last by name goes.
                if (edge.depth() == depth
                        && (largest == null
                                || edge.branch().bytes() >= largest.branch().bytes())) {
                    largest = edge;
                }
            }
            requireNonNull(largest).parent().cut(largest.index());
        }
    }

    private static void grow(Resolution resolution, PlanTreeBuilder branch) {
        for (int index = 0; index < branch.node.embeddings().size(); index++) {
            PlanTreeBuilder below = branch.branch(resolution, index);
            branch.keep(index, below);
            grow(resolution, below);
        }
    }

    private static void collect(PlanTreeBuilder branch, int depth, List<Cut> edges) {
        branch.kept().forEach((index, below) -> edges.add(new Cut(branch, index, below, depth)));
        branch.kept().values().forEach(below -> collect(below, depth + 1, edges));
    }
}
