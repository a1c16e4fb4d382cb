package matryoshka.service.planning.minting;

import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanResult;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.ChainValues;

/** Gives a client what a plan says: {@link MintTokens tokens}, or {@link GrantTokens the right to have them minted later}. */
public interface Issuance {
    /**
     * Enters the plan into the ledger, issues, and logs that. Refuses with {@link PlanRefusal#TOO_MANY} if the plan is new and there may be
     * no more.
     *
     * @param requestVariables the variables for conditions
     * @param what how it came about, for the audit log: {@code issued}, {@code exchanged}, {@code begun} or {@code opened}
     */
    PlanResult<IssuedToken> issue(
            Snapshot snapshot, CompiledPlan plan, ChainValues chain, RequestVariables requestVariables, String what);

    /** Returns what makes the ids of its chains. */
    ChainIds ids();
}
