package matryoshka.service.planning.minting;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.clients.Client;
import matryoshka.service.planning.ledger.PlanEntry;
import matryoshka.service.planning.ledger.PlanLedger;
import matryoshka.service.planning.ledger.StatusBlock;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.ChainId;
import matryoshka.token.ChainValues;
import matryoshka.token.MintedTree;
import matryoshka.token.TreeTemplate;

/** Mints the tokens of a plan. Writes to the database first only if nobody has used the plan before. */
public final class MintTokens {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int TXN_BYTES = 12;
    /** The length of a {@code txn}, in characters. */
    static final int TXN_LENGTH = TXN_BYTES * 4 / 3;

    private static final int SUFFIX_BYTES = 6;
    private static final int SUFFIX_LENGTH = SUFFIX_BYTES * 4 / 3;

    private final PlanLedger ledger;
    private final TreeStatus treeStatus;
    private final Budget budget;
    private final TokenTemplates templates;
    private final SecureRandom random;
    private final AuditLog audit;
    private final MintWithinBudget mintWithinBudget;

    /** Mints tokens that share the places of their plans in status lists. */
    public MintTokens(PlanLedger ledger, Budget budget, TokenTemplates templates, SecureRandom random, AuditLog audit) {
        this(ledger, TreeStatus.SHARED, budget, templates, random, audit);
    }

    public MintTokens(
            PlanLedger ledger,
            TreeStatus treeStatus,
            Budget budget,
            TokenTemplates templates,
            SecureRandom random,
            AuditLog audit) {
        this.treeStatus = treeStatus;
        this.ledger = ledger;
        this.budget = budget;
        this.templates = templates;
        this.random = random;
        this.audit = audit;
        this.mintWithinBudget = new MintWithinBudget(budget.maxBytes(), this::renewed);
    }

    /**
     * Mints the tokens and logs that. Refuses with {@link PlanRefusal#TOO_MANY} if the plan is new and there may be no more.
     *
     * @param requestVariables the variables for conditions
     * @param what how the token came about, for the audit log: {@code issued} or {@code exchanged}
     */
    public PlanResult<IssuedToken> mint(
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
        long lifetime = Duration.between(
                        Instant.ofEpochSecond(chain.now().getEpochSecond()),
                        tree.outer().expiresAt())
                .toSeconds();
        return new IssuedToken(tree, plan, snapshot.version(), lifetime, used);
    }

    /** Returns the {@code jti} of a token with which a client begins a chain. */
    public String chainId(Client client, Instant now) {
        return chainId(client.registration(), now);
    }

    private String chainId(int registration, Instant now) {
        byte[] bytes = new byte[ChainId.RANDOM_BYTES];
        random.nextBytes(bytes);
        return ChainId.of(now, registration, bytes);
    }

    /** Returns 96 random bits in base64url: a unique {@code txn}. */
    public String randomId() {
        return random(TXN_BYTES);
    }

    /** Returns 48 random bits in base64url: the suffix of a {@code jti}, unique among the tokens exchanged for the same token. */
    public String randomSuffix() {
        return random(SUFFIX_BYTES);
    }

    /** Returns the same values with another {@code jti}, derived from the same token, if from any. */
    private ChainValues renewed(ChainValues chain) {
        String jti = chain.rootJti();
        return chain.named(
                jti.indexOf(ChainId.EXCHANGED) < 0
                        ? chainId(ChainId.registration(jti).orElse(0), chain.now())
                        : jti.substring(0, jti.length() - SUFFIX_LENGTH) + randomSuffix());
    }

    private String random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return BASE64URL.encodeToString(bytes);
    }
}
