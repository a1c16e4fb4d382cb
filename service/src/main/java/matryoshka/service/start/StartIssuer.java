package matryoshka.service.start;

import io.dropwizard.core.setup.Environment;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import matryoshka.service.graph.egress.EgressReaders;
import matryoshka.service.graph.publish.PublishGraph;
import matryoshka.service.revocation.bearer.LiveTokens;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.start.replication.FollowKeys;
import matryoshka.service.start.settings.IssuerConfiguration;

/** Starts an issuer: builds its areas from the lowest up, then registers them with the application. */
public final class StartIssuer {
    private StartIssuer() {}

    /**
     * Starts it. It serves once the application does.
     *
     * @param machine the machine's clock
     */
    public static Issuer start(
            IssuerConfiguration configuration, Environment environment, Clock machine, SecureRandom random) {
        Platform platform = new Platform(configuration, environment, machine, random);
        KeysArea keys = new KeysArea(platform);
        TrustArea trust = new TrustArea(platform);
        ClientsArea clients = new ClientsArea(platform, keys, trust.clientKeys());
        Path adminFile = configuration.dataDir().resolve("admin-client.json");
        clients.makeFirstAdmin(adminFile);
        PlanningArea planning = new PlanningArea(platform);
        GraphArea graph = new GraphArea(platform, planning);
        RevocationArea revocation = new RevocationArea(platform);
        SnapshotArea snapshot = new SnapshotArea(platform, keys, clients, graph, revocation);
        PhantomArea phantoms = new PhantomArea(platform, keys, planning, snapshot.snapshots());
        LiveTokens liveTokens = revocation.liveTokens(snapshot, trust, phantoms.forms());
        StalenessArea staleness = new StalenessArea(platform, planning, snapshot, liveTokens);
        EventsArea events = new EventsArea(platform, snapshot.snapshots(), keys, trust.http());
        TokensArea tokens = new TokensArea(platform, planning, snapshot, phantoms);

        Snapshots snapshots = snapshot.snapshots();
        FollowKeys followKeys =
                keys.join(snapshots, () -> snapshot.replica().lag().sinceConfirmed());
        trust.join(clients.clients());
        events.join(clients.power(), graph.tags());
        revocation.join(snapshot, clients, planning, keys, liveTokens);
        staleness.join(keys, graph, revocation, trust);
        snapshot.follow(Map.of(
                "issuers", trust.current()::refresh,
                "events", events::follow,
                "graph", graph.tags()::follow,
                "keys", followKeys::follow));
        tokens.join(clients, trust, keys, staleness.assessToken());
        phantoms.join(platform, snapshot, clients, revocation.callers(snapshot, liveTokens), liveTokens);
        PublishGraph publishGraph = graph.join(
                snapshot,
                trust,
                keys,
                new EgressReaders(
                        snapshots,
                        revocation.callers(snapshot, liveTokens),
                        clients.authentication(),
                        platform.audit()));
        ConsoleArea console = new ConsoleArea(platform);
        console.join(snapshot, clients.authentication(), tokens.issueToken(), revocation.known());
        clients.join(graph.judgeClient(snapshots), snapshot.replica()::clientsChanged);
        platform.join();
        return new Issuer(
                snapshots,
                publishGraph,
                tokens.issueToken(),
                new Issuer.Registration(clients.clients(), clients.secrets(), snapshot.replica()::clientsChanged),
                platform.clock(),
                platform.provider().description(configuration.tokens().algorithm()),
                new Issuer.Administration(FirstAdmin.ID, adminFile, console.links()));
    }
}
