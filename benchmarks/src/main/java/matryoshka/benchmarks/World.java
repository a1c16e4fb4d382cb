package matryoshka.benchmarks;

import com.codahale.metrics.MetricRegistry;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Budget;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.clients.SecretHash;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.planning.minting.EmbeddingFormat;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.Planners;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.oauth.Secret;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.SignatureProvider;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.SigningKey;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;

/** The state of an issuer with one graph and one client, without a database. */
public record World(Snapshot snapshot, Client client) {
    public static final String CLIENT = "bench";
    public static final Secret SECRET = Secret.of("mtk_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG");

    /** As in the shipped configuration. */
    public static final Budget BUDGET = new Budget(16, 64, 6_144, Budget.Overflow.EXCHANGE);

    /** The same for what is minted for handles. */
    public static final Budget INSIDE = new Budget(16, 256, 32_768, Budget.Overflow.EXCHANGE);

    /** Before the first publish, with no client. */
    public static World empty() {
        World world = of(GraphDocument.EMPTY, List.of());
        Snapshot snapshot = world.snapshot();
        return new World(
                new Snapshot(0, snapshot.graph(), ClientRegistry.EMPTY, snapshot.keys(), snapshot.sealer()),
                world.client());
    }

    /** With a new key, and the fastest provider. */
    public static World of(GraphDocument document, Collection<String> scopes) {
        SecureRandom random = new SecureRandom();
        return of(document, scopes, SigningAlgorithm.ES256, SignatureProvider.fastest(random));
    }

    /** With a new key. */
    public static World of(
            GraphDocument document, Collection<String> scopes, SigningAlgorithm algorithm, SignatureProvider provider) {
        SecureRandom random = new SecureRandom();
        SigningKey key = SigningKey.generate(algorithm, random);
        Client client = client(CLIENT, scopes);
        TokenSealer sealer = new TokenSealer(new TokenSigner(key, provider), new TokenEncrypter(random));
        return new World(
                new Snapshot(
                        1,
                        Samples.rules().valid(document),
                        ClientRegistry.of(List.of(client)),
                        new KeyRing(key, List.of()),
                        sealer),
                client);
    }

    public static Client client(String id, Collection<String> scopes) {
        ClientMetadata metadata = new ClientMetadata(
                null,
                Scopes.of(scopes),
                Sorted.set(List.of(ClientMetadata.CLIENT_CREDENTIALS)),
                AuthenticationMethod.CLIENT_SECRET_BASIC,
                null,
                ClientMetadata.JWT,
                Sorted.map(Map.of()),
                Sorted.map(Map.of()),
                false);
        return new Client(id, metadata, List.of(SecretHash.of(SECRET)), Instant.EPOCH, 1);
    }

    /** Enough memory for a benchmark. */
    public static CacheMemory caches() {
        return new CacheMemory(256L * 1024 * 1024, new MetricRegistry());
    }

    public static Planner planner() {
        return planner(BUDGET);
    }

    private static Planner planner(Budget budget) {
        return new Planner(Samples.ISSUER, budget, EmbeddingFormat.DEFAULT, true, 8);
    }

    public static Planners planners() {
        return new Planners(planner(), planner(INSIDE));
    }
}
