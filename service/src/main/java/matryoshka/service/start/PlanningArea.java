package matryoshka.service.start;

import java.time.Duration;
import matryoshka.graph.plan.Budget;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.conditions.ExpressionRules;
import matryoshka.service.planning.conditions.ParameterRules;
import matryoshka.service.planning.ledger.JdbiKeptPlans;
import matryoshka.service.planning.ledger.JdbiOwnIndexes;
import matryoshka.service.planning.ledger.JdbiPlanUses;
import matryoshka.service.planning.ledger.KeepLedger;
import matryoshka.service.planning.ledger.KeptPlans;
import matryoshka.service.planning.ledger.OwnIndexes;
import matryoshka.service.planning.ledger.PlanBounds;
import matryoshka.service.planning.ledger.PlanLedger;
import matryoshka.service.planning.ledger.PurgeOwnIndexes;
import matryoshka.service.planning.minting.BudgetRule;
import matryoshka.service.planning.minting.ChainIds;
import matryoshka.service.planning.minting.GrantTokens;
import matryoshka.service.planning.minting.MintTokens;
import matryoshka.service.planning.minting.PlanCache;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.Planners;
import matryoshka.service.planning.minting.TokenTemplates;
import matryoshka.service.planning.minting.TreeStatus;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.start.settings.StatusListSettings;
import matryoshka.service.start.settings.TokenSettings;

/** Wires planning, minting, the ledger of plans in use, and the conditions of dependencies. */
final class PlanningArea {
    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(5);

    private final Platform platform;
    private final Conditions conditions;
    private final ParameterRules parameterRules;
    private final Planners planners;
    private final KeptPlans keptPlans;
    private final PlanLedger ledger;
    private final OwnIndexes ownIndexes;
    private final ChainIds ids;
    private final MintTokens mintTokens;
    private final MintTokens mintPhantoms;

    PlanningArea(Platform platform) {
        this.platform = platform;
        IssuerConfiguration configuration = platform.configuration();
        // One of each, so that what publishing compiles is not compiled again.
        this.conditions = new Conditions(platform.memory());
        this.parameterRules = new ParameterRules(platform.memory());
        this.planners = new Planners(
                planner(configuration.budget().budget()),
                planner(configuration.budget().inside()));
        this.ids = new ChainIds(platform.random());
        this.keptPlans = new JdbiKeptPlans(platform.jdbi());
        this.ledger = new PlanLedger(
                new JdbiPlanUses(
                        platform.jdbi(),
                        configuration.statusList().enabled(),
                        new PlanBounds(configuration.plans().maxPerClient())),
                keptPlans,
                FLUSH_INTERVAL,
                configuration.tokens().maxDisconnected(),
                platform.memory());
        StatusListSettings lists = configuration.statusList();
        this.ownIndexes = new JdbiOwnIndexes(platform.jdbi(), lists.maxOwnIndexes());
        TreeStatus treeStatus = new TreeStatus(ownIndexes, lists.ownIndexAfter());
        TokenTemplates templates = new TokenTemplates(conditions, platform.memory());
        this.mintTokens = mintTokens(treeStatus, configuration.budget().budget(), templates);
        this.mintPhantoms = mintTokens(treeStatus, configuration.budget().inside(), templates);
    }

    private Planner planner(Budget budget) {
        IssuerConfiguration configuration = platform.configuration();
        return new Planner(
                platform.issuer(),
                budget,
                configuration.embedding().format(),
                configuration.statusList().enabled(),
                configuration.tokens().maxActors());
    }

    private MintTokens mintTokens(TreeStatus treeStatus, Budget budget, TokenTemplates templates) {
        return new MintTokens(ledger, treeStatus, budget, templates, ids, platform.audit());
    }

    /**
     * Starts flushing the ledger.
     *
     * @param listLife how long a status list can be in use after it was served
     */
    void join(Duration listLife) {
        platform.manage(new PurgeOwnIndexes(ownIndexes, platform.clock(), listLife, platform.workers()));
        // A plan is kept until nobody can have a token of it or a status list that covers it.
        platform.manage(new KeepLedger(
                ledger, platform.clock(), FLUSH_INTERVAL, tokensGone().plus(listLife), platform.workers()));
    }

    /**
     * Returns how long after the expiry of a plan's last token nobody can have a token of it any more, not even from an instance that has
     * lost the database.
     */
    Duration tokensGone() {
        TokenSettings tokens = platform.configuration().tokens();
        return tokens.longestLife().plus(tokens.maxDisconnected().multipliedBy(2));
    }

    PlanCache planCache(Snapshot first) {
        return new PlanCache(planners.outside(), first, platform.memory());
    }

    /** Returns the plans of clients that get handles: their tokens need not fit into a header on the internet. */
    PlanCache phantomPlans(Snapshot first) {
        return new PlanCache(planners.inside(), first, platform.memory(), CacheShare.PHANTOM_PLANS);
    }

    BudgetRule budgetRule() {
        return new BudgetRule(planners);
    }

    ExpressionRules expressionRules() {
        return new ExpressionRules(conditions, parameterRules);
    }

    Conditions conditions() {
        return conditions;
    }

    ParameterRules parameterRules() {
        return parameterRules;
    }

    Planners planners() {
        return planners;
    }

    KeptPlans keptPlans() {
        return keptPlans;
    }

    OwnIndexes ownIndexes() {
        return ownIndexes;
    }

    PlanLedger ledger() {
        return ledger;
    }

    /** Returns what mints the tokens of handles. */
    MintTokens mintPhantoms() {
        return mintPhantoms;
    }

    /** Returns what grants the tokens of handles. */
    GrantTokens grantPhantoms() {
        return new GrantTokens(ledger, ids, platform.audit());
    }

    MintTokens mintTokens() {
        return mintTokens;
    }
}
