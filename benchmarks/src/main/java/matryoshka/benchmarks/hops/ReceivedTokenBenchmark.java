package matryoshka.benchmarks.hops;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import matryoshka.resource.NextHopToken;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.testing.PlayedIssuer;
import matryoshka.token.SigningAlgorithm;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a service does for each request: verify the outer token of a packed tree, and pick the token for the next service. */
@SuppressWarnings("NullAway.Init") // JMH does
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class ReceivedTokenBenchmark {
    @Param({"ES256", "RS256"})
    SigningAlgorithm algorithm;

    @Param({"4", "10"})
    int tokens;

    /** Without the native provider only in a JVM with {@link Signatures#options}. */
    @Param("ACCP")
    Signatures signatures;

    private PlayedIssuer issuer;
    private ResourceServer server;
    private String token;

    @Setup
    public void prepare() {
        signatures.requireThatLibraryUses(algorithm);
        issuer = PlayedIssuer.start(Clock.systemUTC(), algorithm);
        server = BinaryTree.first(issuer);
        token = issuer.mint(new BinaryTree(tokens).token());
        if (verifyAndPick().how() != NextHopToken.How.EMBEDDED) {
            throw new IllegalStateException("the token for the next service is not embedded");
        }
    }

    @TearDown
    public void close() {
        server.close();
        issuer.close();
    }

    @Benchmark
    public NextHopToken verifyAndPick() {
        return server.verify(PresentedToken.ofBearer(token)).tokenFor(BinaryTree.SECOND);
    }
}
