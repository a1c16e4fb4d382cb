package matryoshka.service.start;

import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.util.Set;
import java.util.SortedSet;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.authentication.ClientAuthentication;
import matryoshka.service.clients.registration.ClientPower;
import matryoshka.service.planning.ledger.PlanLedger;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.http.Cursors;
import matryoshka.service.platform.time.DatabaseClock;
import matryoshka.service.revocation.MakeRoom;
import matryoshka.service.revocation.PurgeRevocations;
import matryoshka.service.revocation.RevocationCache;
import matryoshka.service.revocation.RevocationFeature;
import matryoshka.service.revocation.RevocationStore;
import matryoshka.service.revocation.RevocationSync;
import matryoshka.service.revocation.RevokeIssued;
import matryoshka.service.revocation.RevokeToken;
import matryoshka.service.revocation.SettleRevocations;
import matryoshka.service.revocation.bearer.LiveTokens;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.snapshot.admission.Obstacles;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.start.settings.RevocationSettings;
import matryoshka.service.start.settings.TokenSettings;
import matryoshka.token.VerifiedToken;

/** Brings up what is known of revocations, before anything is served, and what revokes. */
final class StartRevocation {
    private final RevocationSettings settings;
    private final TokenSettings tokens;
    private final Stores stores;
    private final ClientPower clientPower;
    private final DatabaseClock clock;
    private final RevocationCache known = new RevocationCache();
    private final RevocationSync follow;

    StartRevocation(IssuerConfiguration configuration, Stores stores, ClientPower clientPower, DatabaseClock clock) {
        this.settings = configuration.revocation();
        this.tokens = configuration.tokens();
        this.stores = stores;
        this.clientPower = clientPower;
        this.clock = clock;
        this.follow = new RevocationSync(known, clock);
        follow.readAll(stores.revocations());
    }

    RevocationCache known() {
        return known;
    }

    RevocationSync follow() {
        return follow;
    }

    /** What goes on beside, and what is measured. */
    void manage(Foundation foundation) {
        Environment environment = foundation.environment();
        Workers workers = foundation.workers();
        environment.lifecycle().manage(new PurgeRevocations(stores.revocations(), known, clock, workers));
        environment
                .lifecycle()
                .manage(new SettleRevocations(
                        stores.revocations(), stores.extendedGraphs(), settings.maxDisconnected(), clock, workers));
        environment.metrics().registerGauge("matryoshka.revocations.count", known::size);
        environment.metrics().registerGauge("matryoshka.revocations.bytes", known::bytes);
    }

    RevocationFeature feature(
            Snapshots snapshots,
            ClientAuthentication authentication,
            LiveTokens liveTokens,
            PlanLedger ledger,
            Obstacles obstacles) {
        RevocationStore kept = stores.revocations();
        long maxBytes = Runtime.getRuntime().maxMemory() / 100 * settings.maxHeapPercent();
        MakeRoom room = new MakeRoom(kept, known, settings.maxPerClient(), maxBytes);
        Duration beyond = tokens.maxExtension();
        return new RevocationFeature(
                snapshots,
                authentication,
                new RevokeToken(kept, known, liveTokens::find, token -> services(ledger, token), room, beyond),
                kept,
                new RevokeIssued(
                        kept, known, room, clientPower, tokens.maxLifetime().plus(beyond), clock),
                new Cursors(stores.encryption().derive("cursors of revocations")),
                obstacles);
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
