package matryoshka.service.start;

import matryoshka.service.planning.minting.PlanCache;
import matryoshka.service.revocation.bearer.PhantomTokens;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.tokens.phantom.HandleCipher;
import matryoshka.service.tokens.phantom.MintPhantom;
import matryoshka.service.tokens.phantom.OpenHandles;
import matryoshka.service.tokens.phantom.SealHandle;

/** Wires phantom tokens: handles, and the tokens that are minted for them. */
final class PhantomArea {
    private final PlanCache plans;
    private final SealHandle sealHandle;
    private final PhantomTokens tokens;

    PhantomArea(Platform platform, KeysArea keys, PlanningArea planning, Snapshots snapshots) {
        this.plans = planning.phantomPlans(snapshots.current());
        HandleCipher cipher = new HandleCipher(keys::derive, platform.random());
        this.sealHandle = new SealHandle(cipher);
        this.tokens = new OpenHandles(
                cipher,
                planning.ledger(),
                snapshots,
                new MintPhantom(plans, planning.mintPhantoms()),
                platform.clock());
    }

    /** Returns the plans of clients that get handles. */
    PlanCache plans() {
        return plans;
    }

    SealHandle sealHandle() {
        return sealHandle;
    }

    PhantomTokens tokens() {
        return tokens;
    }
}
