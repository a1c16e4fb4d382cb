package matryoshka.graph.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;

/**
 * Makes plans: resolves a request and fits the tree into the budget before anything is signed.
 *
 * <p>Cutting takes the deepest subtrees first and, of these, the largest; so the tree that is left is whole down to some level, and has
 * of the next level the smaller tokens. It is therefore grown level by level until one does not fit, and only that level is looked at
 * edge by edge. Nothing below is ever built: a graph in which paths multiply costs no more than the budget admits.
 */
public final class FitPlan {
    private final Budget budget;
    private final TokenSizes measure;
    private final TokenSizes sizes;

    /**
     * @param budget the limits
     * @param measure lengths to judge the budget by; may assume more than {@code sizes} where a length varies with what is no part of the
     *     plan, so that a plan does not change when that does
     * @param sizes lengths to report
     */
    public FitPlan(Budget budget, TokenSizes measure, TokenSizes sizes) {
        this.budget = budget;
        this.measure = measure;
        this.sizes = sizes;
    }

    /** The plan for what a client asks for, to be presented by itself; the outer token has the claims that are registered with it. */
    public PlanResult<TokenPlan> plan(ServiceGraph graph, PlanRequest request, OuterToken outer) {
        PlanResult<Origin> origin = request.origin(graph);
        if (origin instanceof Refused<Origin> refused) {
            return new Refused<>(refused.reason(), refused.detail());
        }
        Registration registration = new Registration(request.registered(), outer.claims());
        return plan(graph, ((Planned<Origin>) origin).value(), registration, outer);
    }

    /**
     * The plan that a chain leads to, or would lead to in another graph than it began in.
     *
     * @param registration of the origin client
     */
    public PlanResult<TokenPlan> plan(ServiceGraph graph, Origin origin, Registration registration, OuterToken outer) {
        return new ResolveOrigin(graph, origin, registration)
                .root()
                .map(root -> fit(root, origin, outer))
                .orElseGet(() -> new Refused<>(PlanRefusal.WITHDRAWN, "The graph does not lead to this token."));
    }

    PlanResult<TokenPlan> fit(ResolvedToken root, Origin origin, OuterToken outer) {
        PlanTreeBuilder tree = PlanTreeBuilder.outer(root, outer, measure);
        if (tree.bytes() > budget.maxBytes()) {
            return new Refused<>(
                    PlanRefusal.OVER_BUDGET,
                    "Even without any nested token this one is over the budget of %d bytes; ask for fewer scopes."
                            .formatted(budget.maxBytes()));
        }
        boolean whole = grow(root.resolution(), tree);
        if (!whole && budget.overflow() == Budget.Overflow.REJECT) {
            return new Refused<>(
                    PlanRefusal.OVER_BUDGET,
                    "The nested tokens are over the budget of %d tokens, %d levels and %d bytes; ask for fewer scopes."
                            .formatted(budget.maxTokens(), budget.maxDepth(), budget.maxBytes()));
        }
        return new Planned<>(new PlanBuilder(origin, root, sizes).freeze(tree, budget));
    }

    /** A token that is planned by itself, at the end of this way, instead of with its tree; with those in it, leaf first. */
    Optional<List<PlannedToken>> alone(ResolvedToken root, Origin origin, List<Edge> way, OuterToken outer) {
        PlanTreeBuilder branch = PlanTreeBuilder.outer(root, outer, measure);
        for (Edge step : way) {
            Optional<Integer> index = branch.indexOf(step);
            if (index.isEmpty()) {
                return Optional.empty();
            }
            branch = branch.branch(root.resolution(), index.get());
        }
        grow(root.resolution(), branch);
        return Optional.of(new PlanBuilder(origin, root, sizes).freezeAlone(branch, way));
    }

    /** Grows the tree as far as the budget allows; whether that is all of it. */
    private boolean grow(Resolution resolution, PlanTreeBuilder root) {
        List<PlanTreeBuilder> lowest = List.of(root);
        int tokens = 1;
        for (int depth = 1; ; depth++) {
            List<Candidate> next = candidates(resolution, lowest, depth);
            if (next.isEmpty()) {
                return lowest.stream()
                        .allMatch(branch -> branch.node.embeddings().isEmpty());
            }
            next.forEach(Candidate::keep);
            tokens += next.size();
            if (tokens > budget.maxTokens() || root.bytes() > budget.maxBytes()) {
                cutLargest(root, next, tokens);
                return false;
            }
            lowest = next.stream().map(Candidate::branch).toList();
        }
    }

    private List<Candidate> candidates(Resolution resolution, List<PlanTreeBuilder> lowest, int depth) {
        List<Candidate> candidates = new ArrayList<>();
        if (depth < budget.maxDepth()) {
            for (PlanTreeBuilder branch : lowest) {
                for (int index = 0; index < branch.node.embeddings().size(); index++) {
                    candidates.add(new Candidate(branch, index, branch.branch(resolution, index)));
                }
            }
        }
        return candidates;
    }

    private void cutLargest(PlanTreeBuilder root, List<Candidate> level, int tokens) {
        record Sized(Candidate candidate, int bytes) {}
        List<Candidate> largestFirst = level.stream()
                .map(candidate -> new Sized(candidate, candidate.branch().bytes()))
                // The sort is stable, and the level is in order of names: that breaks ties.
                .sorted(Comparator.comparingInt(Sized::bytes).reversed())
                .map(Sized::candidate)
                .toList();
        int left = tokens;
        for (Candidate candidate : largestFirst) {
            if (left <= budget.maxTokens() && root.bytes() <= budget.maxBytes()) {
                return;
            }
            candidate.cut();
            left--;
        }
    }

    /** An embedding of a token of the lowest level, that may be kept or cut. */
    private record Candidate(PlanTreeBuilder parent, int index, PlanTreeBuilder branch) {
        void keep() {
            parent.keep(index, branch);
        }

        void cut() {
            parent.cut(index);
        }
    }
}
