package matryoshka.service.planning.minting;

import java.time.Instant;
import java.util.Optional;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.planning.ledger.PlanEntry;
import matryoshka.service.planning.ledger.PlanLedger;
import matryoshka.service.planning.ledger.StatusBlock;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.ChainValues;
import matryoshka.token.MintedTree;
import matryoshka.token.TreeTemplate;

/** Mints the tokens of a plan. Writes to the database first only if nobody has used the plan before. */
public final class MintTokens implements Issuance {
    private final PlanLedger ledger;
    private final TreeStatus treeStatus;
    private final Budget budget;
    private final TokenTemplates templates;
    private final ChainIds ids;
    private final AuditLog audit;
    private final MintWithinBudget mintWithinBudget;

    /** Mints tokens that share the places of their plans in status lists. */
    public MintTokens(PlanLedger ledger, Budget budget, TokenTemplates templates, ChainIds ids, AuditLog audit) {
        this(ledger, TreeStatus.SHARED, budget, templates, ids, audit);
    }

    public MintTokens(
            PlanLedger ledger,
            TreeStatus treeStatus,
            Budget budget,
            TokenTemplates templates,
            ChainIds ids,
            AuditLog audit) {
        this.treeStatus = treeStatus;
        this.ledger = ledger;
        this.budget = budget;
        this.templates = templates;
        this.ids = ids;
        this.audit = audit;
        this.mintWithinBudget = new MintWithinBudget(budget.maxBytes(), ids::renewed);
    }

    @Override
    public PlanResult<IssuedToken> issue(
            Snapshot snapshot,
            CompiledPlan prepared,
            ChainValues chain,
            RequestVariables requestVariables,
            String what) {
        Instant now = chain.now();
        Instant expiry = chain.expiry(prepared.plan().outer().content().lifetime());
        PlanEntry entry = ledger.used(prepared.plan(), snapshot.version(), now, expiry);
        if (!(entry instanceof PlanEntry.Entered entered)) {
            return new Refused<>(PlanRefusal.TOO_MANY, ((PlanEntry.Refused) entry).detail());
        }
        StatusBlock shared = entered.use().status();
        Optional<StatusBlock> own = treeStatus.own(prepared.plan(), chain, expiry, shared);
        TreeTemplate template = own.map(block -> templates.once(prepared, block, requestVariables))
                .orElseGet(() -> templates.of(prepared, shared, requestVariables));
        PlanResult<IssuedToken> minted = mintWithinBudget
                .mint(template, chain, snapshot.sealer())
                .<PlanResult<IssuedToken>>map(
                        tree -> new Planned<>(issued(snapshot, prepared.plan(), tree, chain, what)))
                .orElseGet(() -> new Refused<>(
                        PlanRefusal.OVER_BUDGET,
                        "The token exceeds the budget of " + budget.maxBytes() + " bytes; request fewer scopes."));
        if (own.isPresent() && minted instanceof Planned<IssuedToken> done) {
            treeStatus.minted(own.get(), chain, done.value().tree().outer().jti());
        }
        return minted;
    }

    private IssuedToken issued(Snapshot snapshot, TokenPlan plan, MintedTree tree, ChainValues chain, String what) {
        audit.minted(what, plan, tree, chain, snapshot.version());
        double used = Math.max(plan.budgetUsed(), (double) tree.outer().bytes() / budget.maxBytes());
        return new IssuedToken(plan, chain.named(tree.outer().jti()), Optional.of(tree), snapshot.version(), used);
    }

    @Override
    public ChainIds ids() {
        return ids;
    }
}
