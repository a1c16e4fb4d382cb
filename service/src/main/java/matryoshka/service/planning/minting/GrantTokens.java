package matryoshka.service.planning.minting;

import java.time.Instant;
import java.util.Optional;
import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;
import matryoshka.service.planning.ledger.PlanEntry;
import matryoshka.service.planning.ledger.PlanLedger;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.ChainValues;

/**
 * Grants the tokens of a plan without minting them, for clients that get handles: a token is minted when the handle is opened. Writes to
 * the database first only if nobody has used the plan before.
 */
public final class GrantTokens implements Issuance {
    private final PlanLedger ledger;
    private final ChainIds ids;
    private final AuditLog audit;

    public GrantTokens(PlanLedger ledger, ChainIds ids, AuditLog audit) {
        this.ledger = ledger;
        this.ids = ids;
        this.audit = audit;
    }

    @Override
    public PlanResult<IssuedToken> issue(
            Snapshot snapshot,
            CompiledPlan prepared,
            ChainValues chain,
            RequestVariables requestVariables,
            String what) {
        Instant expiry = chain.expiry(prepared.plan().outer().content().lifetime());
        if (ledger.used(prepared.plan(), snapshot.version(), chain.now(), expiry)
                instanceof PlanEntry.Refused refused) {
            return new Refused<>(PlanRefusal.TOO_MANY, refused.detail());
        }
        audit.handedOut(what, prepared.plan(), chain, snapshot.version());
        return new Planned<>(new IssuedToken(
                prepared.plan(),
                chain,
                Optional.empty(),
                snapshot.version(),
                prepared.plan().budgetUsed()));
    }

    @Override
    public ChainIds ids() {
        return ids;
    }
}
