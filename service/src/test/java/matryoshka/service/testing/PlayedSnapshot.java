package matryoshka.service.testing;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.GraphTerms;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.validation.ValidatedGraph;
import matryoshka.service.clients.AuthenticationMethod;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.keys.KeyRing;
import matryoshka.service.planning.minting.EmbeddingFormat;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.Planners;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.SignatureProvider;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.SigningKey;
import matryoshka.token.TokenEncrypter;
import matryoshka.token.TokenSealer;
import matryoshka.token.TokenSigner;

/** An issuer's snapshot without a database. */
public final class PlayedSnapshot {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SigningKey KEY = SigningKey.generate(SigningAlgorithm.ES256, RANDOM);
    private static final TokenSealer SEALER =
            new TokenSealer(new TokenSigner(KEY, SignatureProvider.jdk(RANDOM)), new TokenEncrypter(RANDOM));

    private PlayedSnapshot() {}

    /** One with these clients and this graph, which must be valid. */
    public static Snapshot of(long version, GraphDocument document, Client... clients) {
        ServiceGraph graph = ((ValidatedGraph.Valid) ValidatedGraph.of(document, terms())).graph();
        return new Snapshot(version, graph, ClientRegistry.of(List.of(clients)), new KeyRing(KEY, List.of()), SEALER);
    }

    /** A client that may ask for these scopes. */
    public static Client client(String id, Collection<String> scopes) {
        return client(id, scopes, ClientMetadata.JWT);
    }

    /** The same for one that gets its tokens in another format. */
    public static Client client(String id, Collection<String> scopes, String format) {
        ClientMetadata metadata = new ClientMetadata(
                null,
                Scopes.of(scopes),
                Sorted.set(Set.of(ClientMetadata.CLIENT_CREDENTIALS)),
                AuthenticationMethod.CLIENT_SECRET_BASIC,
                null,
                format,
                Sorted.map(Map.of()),
                Sorted.map(Map.of()),
                false);
        return new Client(id, metadata, List.of(), Instant.EPOCH, 1);
    }

    /** What makes plans within the shipped budget. */
    public static Planner planner() {
        return planner(new Budget(16, 64, 6_144, Budget.Overflow.EXCHANGE));
    }

    /** What makes plans within a budget. */
    public static Planner planner(Budget budget) {
        return new Planner(RunningIssuer.URL, budget, EmbeddingFormat.DEFAULT, true, 8);
    }

    /** The same as {@link #planner}, and for handles. */
    public static Planners planners() {
        return new Planners(planner(), planner(new Budget(16, 256, 32_768, Budget.Overflow.EXCHANGE)));
    }

    /** The terms of the shipped configuration. */
    public static GraphTerms terms() {
        return new GraphTerms(
                RunningIssuer.URL,
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofDays(1),
                Sorted.set(Set.of()));
    }
}
