package matryoshka.service.planning.ledger;

import java.time.Instant;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.staleness.Footprint;
import matryoshka.graph.staleness.MintedPlan;

/**
 * A plan about to be minted from, for the first time as far as an instance knows.
 *
 * @param plan what to store of it
 * @param enteredBy the client that gets the token
 * @param footprint the parts of the graph that it was resolved from
 * @param graphVersion the version of that graph
 * @param at the time
 * @param latestExpiry the latest expiry of its tokens
 */
public record NewPlan(
        MintedPlan plan, String enteredBy, Footprint footprint, long graphVersion, Instant at, Instant latestExpiry) {

    static NewPlan of(TokenPlan plan, long graphVersion, Instant at, Instant latestExpiry) {
        return new NewPlan(
                MintedPlan.of(plan),
                plan.outer().content().presenter(),
                Footprint.of(plan.origin(), plan.read()),
                graphVersion,
                at,
                latestExpiry);
    }

    /** Returns the id of its outer plan node. */
    public String id() {
        return plan.outer().id();
    }

    /** Returns the client that began the chain. */
    public String clientId() {
        return plan.origin().client();
    }

    KeptPlan kept(PlanUse use) {
        return new KeptPlan(plan, graphVersion, use.status(), use.latestExpiry());
    }
}
