package matryoshka.service.start;

import matryoshka.service.planning.minting.PlanCache;
import matryoshka.service.platform.access.AdminCallers;
import matryoshka.service.revocation.bearer.LiveTokens;
import matryoshka.service.revocation.bearer.PhantomTokens;
import matryoshka.service.revocation.bearer.TokenForms;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.tokens.phantom.HandleCipher;
import matryoshka.service.tokens.phantom.MintPhantom;
import matryoshka.service.tokens.phantom.OpenHandles;
import matryoshka.service.tokens.phantom.SealHandle;
import matryoshka.service.tokens.split.JdbiSplitTokens;
import matryoshka.service.tokens.split.JoinSplitTokens;
import matryoshka.service.tokens.split.PurgeSplitTokens;
import matryoshka.service.tokens.split.SplitTokenReaders;
import matryoshka.service.tokens.split.SplitTokenResource;
import matryoshka.service.tokens.split.SplitTokens;

/** Wires what clients hold in place of tokens: handles, and signatures of split tokens. */
final class PhantomArea {
    private final PlanCache plans;
    private final SealHandle sealHandle;
    private final SplitTokens splitTokens;
    private final TokenForms forms;

    PhantomArea(Platform platform, KeysArea keys, PlanningArea planning, Snapshots snapshots) {
        this.plans = planning.phantomPlans(snapshots.current());
        HandleCipher cipher = new HandleCipher(keys::derive, platform.random());
        this.sealHandle = new SealHandle(cipher);
        this.splitTokens = new JdbiSplitTokens(
                platform.jdbi(), platform.configuration().tokens().maxSplitTokens());
        platform.manage(new PurgeSplitTokens(splitTokens, platform.clock(), platform.workers()));
        PhantomTokens opened = new OpenHandles(
                cipher,
                planning.ledger(),
                snapshots,
                new MintPhantom(plans, planning.mintPhantoms()),
                platform.clock());
        this.forms = new TokenForms(opened, new JoinSplitTokens(splitTokens, platform.clock()));
    }

    /** Registers the endpoint. */
    void join(Platform platform, SnapshotArea snapshot, ClientsArea clients, AdminCallers callers, LiveTokens live) {
        platform.register(new SplitTokenResource(
                splitTokens,
                new SplitTokenReaders(snapshot.snapshots(), callers, clients.authentication()),
                live,
                snapshot.obstacles(),
                platform.clock()));
    }

    SplitTokens splitTokens() {
        return splitTokens;
    }

    /** Returns the plans of clients that get handles. */
    PlanCache plans() {
        return plans;
    }

    SealHandle sealHandle() {
        return sealHandle;
    }

    /** Returns what clients can hold in place of a token. */
    TokenForms forms() {
        return forms;
    }
}
