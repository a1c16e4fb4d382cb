package matryoshka.graph.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Adds a request's data to a plan that was made without it: the presenter of the outer token, the actors so far, and custom claims, which
 * the edges' rules pass down.
 */
public final class PersonalizePlan {
    private final Budget budget;
    private final TokenSizes sizes;

    /** @param sizes lengths to report */
    public PersonalizePlan(Budget budget, TokenSizes sizes) {
        this.budget = budget;
        this.sizes = sizes;
    }

    public TokenPlan dress(TokenPlan plan, OuterToken outer) {
        List<PlannedContent> contents = contents(plan, outer);
        List<TokenSizes.Sized> sized = new ArrayList<>();
        List<PlannedToken> dressed = new ArrayList<>();
        for (int index = 0; index < contents.size(); index++) {
            PlannedToken token = plan.leafFirst().get(index);
            sized.add(sizes.size(
                    contents.get(index), token.embeds().stream().map(sized::get).toList()));
            dressed.add(token.saying(contents.get(index), sized.get(index).bytes()));
        }
        return new TokenPlan(
                plan.origin(), plan.lineage(), dressed, plan.depth(), budget.used(dressed, plan.depth()), plan.read());
    }

    /** From the outer token inwards, in the order of the plan. */
    private static List<PlannedContent> contents(TokenPlan plan, OuterToken outer) {
        List<PlannedContent> contents = new ArrayList<>();
        plan.leafFirst().forEach(token -> contents.add(token.content()));
        int last = contents.size() - 1;
        contents.set(last, contents.get(last).presentedBy(outer));
        for (int index = last; index >= 0; index--) {
            PlannedContent around = contents.get(index);
            for (int child : plan.leafFirst().get(index).embeds()) {
                PlannedContent nested = contents.get(child);
                SortedMap<String, Object> claims =
                        plan.leafFirst().get(child).rules().applyTo(around.claims());
                List<String> actors = Actors.joinedBy(nested.presenter(), around.actors());
                contents.set(
                        child,
                        nested.presentedBy(new OuterToken(nested.presenter(), actors, claims, nested.confirmation())));
            }
        }
        return contents;
    }
}
