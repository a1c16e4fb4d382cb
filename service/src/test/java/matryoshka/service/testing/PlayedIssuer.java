package matryoshka.service.testing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.ExcessPolicy;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.PlanResult;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientRegistry;
import matryoshka.service.clients.possession.ProvenKeys;
import matryoshka.service.graph.document.GraphDocumentReader;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.conditions.ParameterRules;
import matryoshka.service.planning.ledger.InMemoryPlans;
import matryoshka.service.planning.ledger.PlanLedger;
import matryoshka.service.planning.minting.ChainIds;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.planning.minting.MintTokens;
import matryoshka.service.planning.minting.PlanCache;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.TokenTemplates;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.revocation.ChainOrigins;
import matryoshka.service.revocation.RevocationCache;
import matryoshka.service.revocation.bearer.LiveTokens;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.service.staleness.AssessToken;
import matryoshka.service.staleness.EvaluateTokens;
import matryoshka.service.staleness.StalenessPolicy;
import matryoshka.service.tokens.grants.ClientCredentialsRequest;
import matryoshka.service.tokens.grants.ExchangeOwnToken;
import matryoshka.service.tokens.grants.IssueToken;
import matryoshka.service.trust.TrustRegistry;
import matryoshka.token.SignatureProvider;

/** The use cases of an issuer on stores in memory: no database, no HTTP, and a clock that a test sets. */
public final class PlayedIssuer {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Budget BUDGET = new Budget(16, 64, 6_144, Budget.Overflow.EXCHANGE);
    private static final int MAX_PLANS = 8;
    private static final int MAX_ACTORS = 3;

    public final PlayedClock clock = new PlayedClock();
    public final InMemoryPlans plans = new InMemoryPlans(MAX_PLANS);
    public final RevocationCache revocations = new RevocationCache();
    public final Snapshots snapshots;
    /** What dependencies said last about power that is withdrawn. */
    public final Map<String, ExcessPolicy> lastTerms = new TreeMap<>();

    public final PlanLedger ledger;
    public final IssueToken issueToken;
    public final ExchangeOwnToken exchangeOwnToken;
    public final EvaluateTokens evaluateTokens;
    public final AssessToken assessToken;

    private final Map<String, Client> clients = new LinkedHashMap<>();
    private long version = 1;

    /** One whose graph is this, in YAML. */
    public PlayedIssuer(String graph) {
        CacheMemory memory = Caches.memory();
        this.snapshots = new Snapshots(snapshot(graph));
        Planner planner = PlayedSnapshot.planner();
        this.ledger = new PlanLedger(plans, plans, Duration.ofSeconds(5), Duration.ofMinutes(15), memory);
        PlanCache planCache = new PlanCache(planner, snapshots.current(), memory);
        Conditions conditions = new Conditions(memory);
        MintTokens mintTokens = new MintTokens(
                ledger, BUDGET, new TokenTemplates(conditions, memory), new ChainIds(RANDOM), AuditLines.log());
        this.issueToken = new IssueToken(planCache, mintTokens, clock);
        this.exchangeOwnToken = new ExchangeOwnToken(
                conditions, new ParameterRules(memory), planCache, mintTokens, MAX_ACTORS, AuditLines.log(), clock);
        this.evaluateTokens = new EvaluateTokens(ledger, plans, PlayedSnapshot.planners(), snapshots.current(), memory);
        this.assessToken = new AssessToken(
                new LiveTokens(
                        RunningIssuer.URL,
                        snapshots,
                        SignatureProvider.jdk(RANDOM),
                        revocations,
                        new ChainOrigins(() -> snapshots.current().clients(), () -> TrustRegistry.EMPTY),
                        clock),
                evaluateTokens,
                new StalenessPolicy(
                        ExcessPolicy.FLAG,
                        Duration.ZERO,
                        asked -> {
                            Map<String, ExcessPolicy> said = new TreeMap<>(lastTerms);
                            said.keySet().retainAll(asked);
                            return said;
                        },
                        node -> Optional.empty(),
                        clock,
                        memory));
    }

    public Snapshot snapshot() {
        return snapshots.current();
    }

    /** Registers a client that may have these scopes. */
    public Client register(String id, String... scopes) {
        clients.put(id, PlayedSnapshot.client(id, List.of(scopes)));
        snapshots.clients(ClientRegistry.of(clients.values()));
        return clients.get(id);
    }

    /** Publishes another graph, in YAML, as the next version. */
    public void publish(String graph) {
        version++;
        snapshots.graph(version, snapshot(graph).graph());
    }

    /** Has a client request a token for itself. */
    public PlanResult<IssuedToken> request(Client client, String... scopes) {
        ClientCredentialsRequest request = new ClientCredentialsRequest(
                scopes.length == 0 ? null : Scopes.of(scopes), new TreeSet<>(), new TreeMap<>());
        return issueToken.issue(snapshot(), client, request, null);
    }

    /** The same for what is granted: the compact token. */
    public String token(Client client, String... scopes) {
        return ((PlanResult.Planned<IssuedToken>) request(client, scopes))
                .value()
                .tree()
                .outerToken();
    }

    /** A sender that has proved possession of no key. */
    public static ProvenKeys noKeys() {
        return new ProvenKeys(null, Set.of());
    }

    /** The document of a graph in YAML. */
    public static GraphDocument document(String graph) {
        try {
            return GraphDocumentReader.read(graph.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML)
                    .document();
        } catch (DocumentSyntaxException e) {
            throw new IllegalArgumentException(graph, e);
        }
    }

    private Snapshot snapshot(String graph) {
        return PlayedSnapshot.of(version, document(graph), clients.values().toArray(Client[]::new));
    }
}
