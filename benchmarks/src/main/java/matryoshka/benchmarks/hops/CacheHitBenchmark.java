package matryoshka.benchmarks.hops;

import java.util.concurrent.TimeUnit;
import matryoshka.resource.ClientCredentials;
import matryoshka.resource.NextHopToken;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.testing.PlayedIssuer;
import matryoshka.resource.testing.PlayedToken;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The token for the next service, which an earlier request has exchanged. Run it with {@code -prof gc}. */
@SuppressWarnings("NullAway.Init") // JMH does
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class CacheHitBenchmark {
    private PlayedIssuer issuer;
    private ResourceServer server;
    private ReceivedToken received;

    @Setup
    public void prepare() {
        issuer = PlayedIssuer.start();
        issuer.exchange()
                .client("service-1", "secret")
                .offer("service-2", PlayedToken.of(BinaryTree.SECOND, "service-1", "service-2:use"));
        server = ResourceServer.builder()
                .issuer(issuer.uri())
                .audience(BinaryTree.FIRST)
                .callee("service-2", BinaryTree.SECOND)
                .credentials(ClientCredentials.secret("service-1", "secret"))
                .build();
        received = server.verify(PresentedToken.ofBearer(issuer.mint(new BinaryTree(1).token())));
        if (hit().how() != NextHopToken.How.EXCHANGED) {
            throw new IllegalStateException("the token for the next service is not exchanged");
        }
    }

    @TearDown
    public void close() {
        server.close();
        if (issuer.requests("/oauth2/token") != 1) {
            throw new IllegalStateException("not every request but the first was a hit");
        }
        issuer.close();
    }

    @Benchmark
    public NextHopToken hit() {
        return received.tokenFor(BinaryTree.SECOND);
    }
}
