package matryoshka.service.planning.minting;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;
import matryoshka.service.planning.ledger.PlanEntry;
import matryoshka.service.planning.ledger.PlanLedger;
import matryoshka.service.planning.ledger.PlanUse;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.ChainId;
import matryoshka.token.ChainValues;
import matryoshka.token.MintedTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mints the tokens of a plan. Only a plan that nobody has used before is written to the database first. */
public final class MintTokens {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int ID_BYTES = 16;
    private static final int SUFFIX_BYTES = 6;

    private final PlanLedger ledger;
    private final Budget budget;
    private final TokenTemplates templates;
    private final SecureRandom random;

    public MintTokens(PlanLedger ledger, Budget budget, TokenTemplates templates, SecureRandom random) {
        this.ledger = ledger;
        this.budget = budget;
        this.templates = templates;
        this.random = random;
    }

    /**
     * Mints them, and notes that. Refuses with {@link PlanRefusal#TOO_MANY} when the plan is new and there may be no more.
     *
     * @param requestVariables what conditions are judged by
     * @param what how it came about, for the audit log: {@code issued} or {@code exchanged}
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
        return entry instanceof PlanEntry.Entered entered
                ? new Planned<>(minted(snapshot, prepared, entered.use(), chain, requestVariables, what))
                : new Refused<>(PlanRefusal.TOO_MANY, ((PlanEntry.Refused) entry).detail());
    }

    private IssuedToken minted(
            Snapshot snapshot,
            CompiledPlan prepared,
            PlanUse use,
            ChainValues chain,
            RequestVariables requestVariables,
            String what) {
        MintedTree tree = templates.of(prepared, use.status(), requestVariables).mint(chain, snapshot.sealer());
        AUDIT.info(
                "{} client={} jti={} txn={} version={} plan={} tokens={} bytes={}",
                what,
                prepared.plan().outer().content().presenter(),
                chain.rootJti(),
                chain.txn(),
                snapshot.version(),
                prepared.plan().outer().id(),
                tree.tokens().size(),
                tree.outer().bytes());
        double used =
                Math.max(prepared.plan().budgetUsed(), (double) tree.outer().bytes() / budget.maxBytes());
        long lifetime = Duration.between(
                        Instant.ofEpochSecond(chain.now().getEpochSecond()),
                        tree.outer().expiresAt())
                .toSeconds();
        return new IssuedToken(tree, prepared.plan(), snapshot.version(), lifetime, used);
    }

    /** The {@code jti} of a token that begins a chain. */
    public String chainId(Instant now) {
        byte[] bytes = new byte[ChainId.RANDOM_BYTES];
        random.nextBytes(bytes);
        return ChainId.of(now, bytes);
    }

    /** 128 random bits in base64url: a {@code txn} that nobody else has. */
    public String randomId() {
        return random(ID_BYTES);
    }

    /** 48 random bits in base64url: the end of a {@code jti} that nothing else exchanged for the same token has. */
    public String randomSuffix() {
        return random(SUFFIX_BYTES);
    }

    private String random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return BASE64URL.encodeToString(bytes);
    }
}
