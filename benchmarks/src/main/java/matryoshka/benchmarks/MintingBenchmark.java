package matryoshka.benchmarks;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sorted;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.ledger.StatusBlock;
import matryoshka.service.planning.minting.CompiledPlan;
import matryoshka.service.planning.minting.PlanningBasis;
import matryoshka.service.planning.minting.RequestVariables;
import matryoshka.service.planning.minting.TokenTemplates;
import matryoshka.token.ChainValues;
import matryoshka.token.IdentityClaims;
import matryoshka.token.MintedTree;
import matryoshka.token.SignatureProvider;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.TokenSealer;
import matryoshka.token.TreeTemplate;
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

/** A tree of tokens from a compiled plan: fill in, encode and sign each. */
@SuppressWarnings("NullAway.Init") // JMH does
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MintingBenchmark {
    @Param({"ONE", "FOUR", "SIX"})
    Tree tree;

    @Param({"ES256", "EdDSA"})
    SigningAlgorithm algorithm;

    /** The Amazon Corretto Crypto Provider, or the JDK. */
    @Param({"ACCP", "JDK"})
    String provider;

    private TreeTemplate template;
    private ChainValues chain;
    private TokenSealer sealer;

    @Setup
    public void prepare() {
        SecureRandom random = new SecureRandom();
        List<String> scopes = List.of(tree.scope());
        World world = World.of(
                Samples.document(tree.graph()),
                scopes,
                algorithm,
                provider.equals("ACCP") ? SignatureProvider.fastest(random) : SignatureProvider.jdk(random));
        CompiledPlan plan = ((Planned<CompiledPlan>) World.planner()
                        .prepare(
                                PlanningBasis.of(world.snapshot()),
                                world.client(),
                                PlanRequest.all(World.CLIENT, Scopes.of(scopes))))
                .value();
        if (plan.plan().tokens() != tree.tokens()) {
            throw new IllegalStateException("a tree of " + plan.plan().tokens() + " tokens");
        }
        template = new TokenTemplates(new Conditions(World.caches()), World.caches())
                .of(
                        plan,
                        new StatusBlock(StatusBlock.MIN, StatusBlock.MIN),
                        RequestVariables.of(
                                World.CLIENT, Optional.of(world.client()), World.CLIENT, Sorted.map(Map.of())));
        sealer = world.snapshot().sealer();
        chain = new ChainValues(
                "0123456789abcdefghijkl", "0123456789abcdef", World.CLIENT, IdentityClaims.NONE, Instant.now(), null);
    }

    @Benchmark
    public MintedTree mint() {
        return template.mint(chain, sealer);
    }
}
