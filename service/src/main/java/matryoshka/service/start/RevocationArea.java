package matryoshka.service.start;

import java.time.Duration;
import java.util.Set;
import java.util.SortedSet;
import matryoshka.graph.Sorted;
import matryoshka.service.planning.ledger.PlanLedger;
import matryoshka.service.platform.access.AdminAccess;
import matryoshka.service.platform.access.AdminCallers;
import matryoshka.service.revocation.ChainOrigins;
import matryoshka.service.revocation.ExtendedGraphs;
import matryoshka.service.revocation.JdbiExtendedGraphs;
import matryoshka.service.revocation.JdbiRevocations;
import matryoshka.service.revocation.MakeRoom;
import matryoshka.service.revocation.PurgeRevocations;
import matryoshka.service.revocation.RevocationCache;
import matryoshka.service.revocation.RevocationResource;
import matryoshka.service.revocation.RevocationStore;
import matryoshka.service.revocation.RevocationSync;
import matryoshka.service.revocation.RevocationsResource;
import matryoshka.service.revocation.RevokeIssued;
import matryoshka.service.revocation.RevokeToken;
import matryoshka.service.revocation.SettleRevocations;
import matryoshka.service.revocation.bearer.BearerTokens;
import matryoshka.service.revocation.bearer.LiveTokens;
import matryoshka.service.revocation.bearer.TokenForms;
import matryoshka.service.start.settings.RevocationSettings;
import matryoshka.service.start.settings.TokenSettings;
import matryoshka.token.VerifiedToken;

/** Wires revocation and the validation of bearer tokens. All revocations are loaded before anything is served. */
final class RevocationArea {
    private static final int PERCENT = 100;

    private final Platform platform;
    private final RevocationSettings settings;
    private final RevocationStore store;
    private final RevocationCache known = new RevocationCache();
    private final RevocationSync sync;

    RevocationArea(Platform platform) {
        this.platform = platform;
        this.settings = platform.configuration().revocation();
        this.store = new JdbiRevocations(platform.jdbi());
        this.sync = new RevocationSync(known, platform.clock());
        sync.readAll(store);
    }

    /** Registers the endpoints, and the checks of bearer tokens for them and the admin API. */
    void join(SnapshotArea snapshot, ClientsArea clients, PlanningArea planning, KeysArea keys, LiveTokens liveTokens) {
        purge();
        platform.register(
                new AdminAccess(callers(snapshot, liveTokens), snapshot.obstacles()::toJudging, platform.audit()));
        TokenSettings tokens = platform.configuration().tokens();
        Duration beyond = tokens.maxExtension();
        MakeRoom room = new MakeRoom(
                store,
                known,
                settings.maxPerClient(),
                Runtime.getRuntime().maxMemory() / PERCENT * settings.maxHeapPercent(),
                platform.audit());
        PlanLedger ledger = planning.ledger();
        RevokeToken revokeToken = new RevokeToken(
                store, known, liveTokens::revocable, token -> services(ledger, token), room, beyond, platform.audit());
        platform.register(new RevocationResource(
                snapshot.snapshots(), clients.authentication(), revokeToken, snapshot.obstacles()));
        platform.register(new RevocationsResource(
                store,
                new RevokeIssued(
                        store,
                        known,
                        room,
                        clients.power(),
                        tokens.longestLife(),
                        platform.audit(),
                        platform.clock())));
    }

    /** Returns who the bearers of tokens for the admin API are. */
    AdminCallers callers(SnapshotArea snapshot, LiveTokens liveTokens) {
        return new BearerTokens(platform.issuer(), snapshot.snapshots(), liveTokens);
    }

    private void purge() {
        ExtendedGraphs extendedGraphs = new JdbiExtendedGraphs(
                platform.jdbi(), platform.configuration().tokens().maxDisconnected());
        platform.manage(new PurgeRevocations(store, known, platform.clock(), platform.workers()));
        platform.manage(new SettleRevocations(
                store, extendedGraphs, settings.maxDisconnected(), platform.clock(), platform.workers()));
        platform.environment().metrics().registerGauge("matryoshka.revocations.count", known::size);
        platform.environment().metrics().registerGauge("matryoshka.revocations.bytes", known::bytes);
    }

    /** Returns the finder of active tokens of this issuer. */
    LiveTokens liveTokens(SnapshotArea snapshot, TrustArea trust, TokenForms forms) {
        return new LiveTokens(
                platform.issuer(),
                snapshot.snapshots(),
                platform.provider(),
                known,
                new ChainOrigins(() -> snapshot.snapshots().current().clients(), trust.current()),
                forms,
                platform.clock());
    }

    /** Returns what is revoked, in memory. */
    RevocationCache known() {
        return known;
    }

    RevocationSync sync() {
        return sync;
    }

    private static SortedSet<String> services(PlanLedger ledger, VerifiedToken token) {
        return Sorted.set(ledger.withNode(token.planId())
                .flatMap(use -> use.plan()
                        .indexOf(token.planId())
                        .map(index ->
                                use.plan().nodes().get(index).level().services().keySet()))
                .orElse(Set.of()));
    }
}
