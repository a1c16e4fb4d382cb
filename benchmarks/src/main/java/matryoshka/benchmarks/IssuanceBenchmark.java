package matryoshka.benchmarks;

import com.codahale.metrics.MetricRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.PlanResult;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.authentication.AuthenticateClient;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.ledger.PlanLedger;
import matryoshka.service.planning.minting.ChainIds;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.planning.minting.MintTokens;
import matryoshka.service.planning.minting.PlanCache;
import matryoshka.service.planning.minting.TokenTemplates;
import matryoshka.service.platform.audit.AuditFormat;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.oauth.PresentedCredentials;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.tokens.grants.ClientCredentialsRequest;
import matryoshka.service.tokens.grants.IssueToken;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A token request without HTTP and without a log line: authenticate, find the plan, mint. */
@SuppressWarnings("NullAway.Init") // JMH does
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class IssuanceBenchmark {
    @Param({"ONE", "FOUR", "SIX"})
    Tree tree;

    private final PresentedCredentials credentials = new PresentedCredentials.SecretBasic(World.CLIENT, World.SECRET);
    private Snapshot snapshot;
    private ClientCredentialsRequest request;
    private IssueToken issueToken;

    @Setup
    public void prepare() {
        snapshot =
                World.of(Samples.document(tree.graph()), List.of(tree.scope())).snapshot();
        request = new ClientCredentialsRequest(Scopes.of(tree.scope()), Sorted.set(List.of()), Sorted.map(Map.of()));
        CacheMemory memory = World.caches();
        issueToken = new IssueToken(
                new PlanCache(World.planner(), snapshot, memory),
                new MintTokens(
                        ledger(memory),
                        World.BUDGET,
                        new TokenTemplates(new Conditions(memory), memory),
                        new ChainIds(new SecureRandom()),
                        new AuditLog(new MetricRegistry(), System::nanoTime, AuditFormat.text())),
                Clock.systemUTC());
    }

    private static PlanLedger ledger(CacheMemory memory) {
        NoPlanUses uses = new NoPlanUses();
        return new PlanLedger(uses, uses, Duration.ofSeconds(5), Duration.ofMinutes(15), memory);
    }

    @Benchmark
    public PlanResult<IssuedToken> issue() {
        Client client =
                AuthenticateClient.authenticate(snapshot.clients(), credentials).orElseThrow();
        return issueToken.issue(snapshot, client, request, null);
    }
}
