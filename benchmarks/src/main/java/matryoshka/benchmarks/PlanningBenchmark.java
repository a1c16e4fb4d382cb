package matryoshka.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.planning.minting.CompiledPlan;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.PlanningBasis;
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

/** The first use of a plan: from a request to a plan that fits the budget and the templates of its tokens. */
@SuppressWarnings("NullAway.Init") // JMH does
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PlanningBenchmark {
    /** {@code shop} gives 6 tokens; the others exceed the budget, {@code large} with the service that calls most. */
    @Param({"shop", "train-ticket", "large"})
    String graph;

    private World world;
    private PlanRequest request;
    private final Planner planner = World.planner();

    @Setup
    public void prepare() {
        GraphDocument document = Samples.document(graph);
        List<String> scopes = List.of(
                switch (graph) {
                    case "shop" -> Tree.SIX.scope();
                    case "train-ticket" -> "ts-travel-plan-service:write";
                    default -> Hubs.of(document).largest() + ":s0";
                });
        world = World.of(document, scopes);
        request = PlanRequest.all(World.CLIENT, Scopes.of(scopes));
    }

    @Benchmark
    public PlanResult<TokenPlan> plan() {
        return planner.plan(PlanningBasis.of(world.snapshot()), world.client(), request);
    }

    @Benchmark
    public PlanResult<CompiledPlan> planAndTemplates() {
        return planner.prepare(PlanningBasis.of(world.snapshot()), world.client(), request);
    }
}
