package matryoshka.service.planning.ledger;

import java.time.Instant;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.staleness.Footprint;
import matryoshka.graph.staleness.MintedPlan;

/**
 * A plan that is about to be minted from, for the first time as far as an instance knows.
 *
 * @param plan what is to be remembered of it
 * @param enteredBy the client that gets the token
 * @param footprint what of the graph it was resolved from
 * @param graphVersion the version of that graph
 * @param at when
 * @param latestExpiry no token minted from it lives longer
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

    /** The id of its outer plan node. */
    public String id() {
        return plan.outer().id();
    }

    /** The client that began the chain. */
    public String clientId() {
        return plan.origin().client();
    }

    KeptPlan kept(PlanUse use) {
        return new KeptPlan(plan, graphVersion, use.status(), use.latestExpiry());
    }
}
