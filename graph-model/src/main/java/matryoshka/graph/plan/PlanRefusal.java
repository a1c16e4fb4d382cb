package matryoshka.graph.plan;

/** Why there is no plan. */
public enum PlanRefusal {
    /** A scope is unknown, not registered to the client, or the scopes lie in several security contexts; or none is left. */
    INVALID_SCOPE,
    /** A target is unknown, or the targets lie in several security contexts. */
    INVALID_TARGET,
    /** No token for this request fits into the budget, or none does uncut and cutting is not allowed. */
    OVER_BUDGET,
    /** The graph no longer gives what a chain stands on. */
    WITHDRAWN,
    /** There is one, and as many others are in use as may be. Planning alone never says so. */
    TOO_MANY
}
