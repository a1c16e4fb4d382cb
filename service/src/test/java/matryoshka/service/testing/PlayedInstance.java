package matryoshka.service.testing;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import matryoshka.graph.GraphTerms;
import matryoshka.graph.Sorted;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.clients.registration.JdbiClients;
import matryoshka.service.graph.versions.GraphRules;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.conditions.ExpressionRules;
import matryoshka.service.planning.conditions.ParameterRules;
import matryoshka.service.platform.background.Workers;
import matryoshka.service.platform.time.ClockWatch;
import matryoshka.service.platform.time.DatabaseClock;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.start.replication.Replica;
import matryoshka.token.SignatureProvider;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.SigningKey;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;
import org.jdbi.v3.core.Jdbi;

/**
 * What an instance loads from a database, without the server.
 *
 * @param clocks the database's and this machine's
 * @param workers all that run by themselves
 */
public record PlayedInstance(Snapshots snapshots, Replica replica, ClockWatch clocks, Workers workers) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One that holds the current graph, and no client yet. */
    public static PlayedInstance of(Jdbi jdbi, GraphVersions versions) {
        SigningKey key = SigningKey.generate(SigningAlgorithm.ES256, RANDOM);
        GraphRules rules = new GraphRules(
                new GraphTerms(
                        RunningIssuer.URL,
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        Duration.ofDays(1),
                        Sorted.set(Set.of())),
                new ExpressionRules(new Conditions(Caches.memory()), new ParameterRules(Caches.memory())));
        Snapshots snapshots = new Snapshots(new Snapshot(
                versions.currentVersion(),
                rules.valid(versions.current().document()),
                ClientRegistry.EMPTY,
                new KeyRing(key, List.of()),
                new TokenSealer(new TokenSigner(key, SignatureProvider.jdk(RANDOM)), new TokenEncrypter(RANDOM))));
        DatabaseClock clock = new DatabaseClock(Clock.systemUTC());
        Workers workers = new Workers();
        return new PlayedInstance(
                snapshots,
                new Replica(
                        versions::since,
                        rules,
                        new JdbiClients(jdbi, clock, Duration.ofHours(1))::all,
                        snapshots,
                        clock,
                        workers),
                new ClockWatch(clock, Duration.ofSeconds(30), Duration.ofSeconds(60)),
                workers);
    }
}
