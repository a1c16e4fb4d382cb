package matryoshka.graph.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;

/**
 * Makes plans: resolves a request and fits the tree into the budget before anything is signed.
 *
 * <p>The tree grows level by level as long as it fits. Of the first level that does not fit, as many tokens stay as fit, smallest first.
 * Tokens are counted before they are resolved, and no token below that level ever is, so that a graph with multiplying paths costs no more
 * than the budget admits.
 */
public final class FitPlan {
    private final Budget budget;
    private final TokenSizes measure;
    private final TokenSizes sizes;

    /**
     * @param budget the limits
     * @param measure lengths for checking the budget; may assume more than {@code sizes} for lengths that depend on data outside the plan,
     *     so that the plan does not change with that data
     * @param sizes lengths to report
     */
    public FitPlan(Budget budget, TokenSizes measure, TokenSizes sizes) {
        this.budget = budget;
        this.measure = measure;
        this.sizes = sizes;
    }

    /** Makes the plan for a client's own request; the outer token has the client's registered claims. */
    public PlanResult<TokenPlan> plan(ServiceGraph graph, PlanRequest request, OuterToken outer) {
        return plan(graph, request, new Registration(request.registered(), outer.claims()), outer);
    }

    /**
     * Makes the plan for a request that begins a chain.
     *
     * @param registration of its client
     */
    public PlanResult<TokenPlan> plan(
            ServiceGraph graph, PlanRequest request, Registration registration, OuterToken outer) {
        return RequestedScopes.of(graph, request)
                .flatMap(scopes -> plan(ResolveOrigin.begun(graph, request, scopes, registration), outer));
    }

    /**
     * Makes the plan that a chain leads to, in the graph in which it began or in another.
     *
     * @param registration of the origin client
     */
    public PlanResult<TokenPlan> plan(ServiceGraph graph, Origin origin, Registration registration, OuterToken outer) {
        return plan(new ResolveOrigin(graph, origin, registration), outer);
    }

    private PlanResult<TokenPlan> plan(ResolveOrigin chain, OuterToken outer) {
        return chain.root()
                .map(root -> fit(chain, root, outer))
                .orElseGet(() -> new Refused<>(PlanRefusal.WITHDRAWN, "The graph no longer leads to this token."));
    }

    /** @param root the outer token that the chain leads to */
    PlanResult<TokenPlan> fit(ResolveOrigin chain, ResolveOrigin.Place root, OuterToken outer) {
        PlanTreeBuilder tree = outer(chain, root, outer);
        if (tree.bytes() > budget.maxBytes()) {
            return new Refused<>(
                    PlanRefusal.OVER_BUDGET,
                    "Even without nested tokens, this token exceeds the budget of " + budget.maxBytes()
                            + " bytes; request fewer scopes.");
        }
        boolean whole = grow(chain.resolution(), tree);
        if (!whole && budget.overflow() == Budget.Overflow.REJECT) {
            return new Refused<>(
                    PlanRefusal.OVER_BUDGET,
                    "The nested tokens exceed the budget of " + budget.maxTokens() + " tokens, " + budget.maxDepth()
                            + " levels and " + budget.maxBytes() + " bytes; request fewer scopes.");
        }
        return new Planned<>(new PlanBuilder(chain, sizes).freeze(tree, budget));
    }

    /** Returns the outer token by itself. */
    PlanTreeBuilder outer(ResolveOrigin chain, ResolveOrigin.Place root, OuterToken outer) {
        return PlanTreeBuilder.outer(chain.resolution().graph(), root, outer, measure);
    }

    /** Grows the tree as far as the budget allows. Returns whether it is complete. */
    private boolean grow(Resolution resolution, PlanTreeBuilder root) {
        List<PlanTreeBuilder> lowest = List.of(root);
        int room = budget.maxTokens() - 1;
        for (int depth = 1; ; depth++) {
            int count = lowest.stream()
                    .mapToInt(token -> token.node.embeddings().size())
                    .sum();
            if (count == 0) {
                return true;
            }
            if (depth == budget.maxDepth() || room == 0) {
                return false;
            }
            List<Candidate> level = candidates(resolution, lowest);
            if (count > room || !keepAll(root, level)) {
                keepSmallest(root, level, room);
                return false;
            }
            lowest = level.stream().map(Candidate::branch).toList();
            room -= count;
        }
    }

    private static List<Candidate> candidates(Resolution resolution, List<PlanTreeBuilder> lowest) {
        List<Candidate> candidates = new ArrayList<>();
        for (PlanTreeBuilder token : lowest) {
            for (int index = 0; index < token.node.embeddings().size(); index++) {
                candidates.add(new Candidate(token, index, token.branch(resolution, index)));
            }
        }
        return candidates;
    }

    /** Keeps a whole level if it fits, or else none of it. Returns whether it fits. */
    private boolean keepAll(PlanTreeBuilder root, List<Candidate> level) {
        level.forEach(Candidate::keep);
        if (fits(root)) {
            return true;
        }
        level.forEach(Candidate::cut);
        return false;
    }

    /** Keeps as many tokens of a level as fit, smallest first. Finds that number by measuring the tree a few times. */
    private void keepSmallest(PlanTreeBuilder root, List<Candidate> level, int room) {
        List<Candidate> smallestFirst = level.stream()
                // The sort is stable and the level is ordered by name, which breaks ties.
                .sorted(Comparator.comparingInt(candidate -> candidate.branch().bytes()))
                .limit(room)
                .toList();
        int fit = 0;
        int most = smallestFirst.size();
        while (fit < most) {
            int middle = (fit + most + 1) / 2;
            keepFirst(smallestFirst, middle);
            if (fits(root)) {
                fit = middle;
            } else {
                most = middle - 1;
            }
        }
        keepFirst(smallestFirst, fit);
    }

    private static void keepFirst(List<Candidate> candidates, int count) {
        candidates.subList(0, count).forEach(Candidate::keep);
        candidates.subList(count, candidates.size()).forEach(Candidate::cut);
    }

    private boolean fits(PlanTreeBuilder root) {
        return root.bytes() <= budget.maxBytes();
    }

    /** An embedding of a token of the lowest level, to be kept or cut. */
    private record Candidate(PlanTreeBuilder parent, int index, PlanTreeBuilder branch) {
        void keep() {
            parent.keep(index, branch);
        }

        void cut() {
            parent.cut(index);
        }
    }
}
