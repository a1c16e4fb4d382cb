package matryoshka.graph.plan;

/** Why there is no plan. */
public enum PlanRefusal {
    /** A scope is unknown or not registered for the client, the scopes are in several security contexts, or no scope is left. */
    INVALID_SCOPE,
    /** A target is unknown, or the targets are in several security contexts. */
    INVALID_TARGET,
    /** No token for this request fits into the budget, or none fits uncut and cutting is not allowed. */
    OVER_BUDGET,
    /** The graph no longer grants what a chain depends on. */
    WITHDRAWN,
    /** There is a plan, but the maximum number of plans is already in use. Planning alone never returns this. */
    TOO_MANY
}
