package matryoshka.benchmarks.large;

import java.util.List;
import java.util.Locale;
import matryoshka.benchmarks.Hubs;
import matryoshka.benchmarks.Samples;
import matryoshka.benchmarks.World;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.diff.GraphDiff;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.power.AuthorityWidening;
import matryoshka.graph.reach.Reach;
import matryoshka.service.graph.document.GraphDocumentReader;
import matryoshka.service.graph.document.GraphDocumentWriter;
import matryoshka.service.graph.versions.GraphRules;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.PlanningBasis;
import matryoshka.service.platform.json.DocumentFormat;

/** The parts, each measured alone. */
final class InMemory {
    private static final int TIMES = 5;
    private static final int MANY_TIMES = 2_001;

    private InMemory() {}

    static void measure(GraphDocument document) throws Exception {
        GraphRules rules = Samples.rules();
        Timings.head("In memory");
        for (DocumentFormat format : DocumentFormat.values()) {
            byte[] bytes =
                    Timings.measure(format + ": write", TIMES, () -> GraphDocumentWriter.write(document, format));
            Timings.measure(format + ": read", TIMES, () -> GraphDocumentReader.read(bytes, format));
            Timings.say(format + ": size", bytes.length / 1024 / 1024 + " MiB");
        }
        Timings.measure("validate and index", TIMES, () -> rules.valid(document));
        GraphDocument changed = OneEdge.change(document, document.dependencies().firstKey(), 30);
        Timings.measure("diff of one edge", TIMES, () -> GraphDiff.between(document, changed));
        Timings.measure("power given by one edge", TIMES, () -> AuthorityWidening.between(document, changed));
        plans(document, rules.valid(document));
        memory(document);
    }

    private static void plans(GraphDocument document, ServiceGraph graph) throws Exception {
        Hubs hubs = Hubs.of(document);
        plan("hub", graph, hubs, hubs.largest(), 1);
        plan("hub", graph, hubs, hubs.largest(), Integer.MAX_VALUE);
        plan("median client", graph, hubs, hubs.median(), Integer.MAX_VALUE);
        String scope = hubs.median() + ":s0";
        Reach reach =
                Timings.measure("reach of a client", TIMES, () -> Reach.of(graph, World.CLIENT, Scopes.of(scope)));
        Timings.say("which are", reach.scopes().size() + " scopes");
    }

    private static void plan(String what, ServiceGraph graph, Hubs hubs, String name, int mostScopes) throws Exception {
        List<String> scopes = graph.service(name).orElseThrow().scopes().keySet().stream()
                .limit(mostScopes)
                .toList();
        World world = World.of(GraphDocument.EMPTY, scopes);
        Planner planner = World.planner();
        PlanRequest request = PlanRequest.all(World.CLIENT, Scopes.of(scopes));
        PlanResult<TokenPlan> result = Timings.measure(
                String.format(Locale.ROOT, "plan: %s, %d edges, %d scopes", what, hubs.fanOutOf(name), scopes.size()),
                MANY_TIMES,
                () -> planner.plan(new PlanningBasis(graph, 1, world.snapshot().sealer()), world.client(), request));
        Timings.say(
                "of which comes",
                result instanceof PlanResult.Planned<TokenPlan> planned
                        ? planned.value().tokens() + " tokens, "
                                + planned.value().bytes() + " bytes"
                        : "a refusal: over the budget");
    }

    private static void memory(GraphDocument document) throws Exception {
        byte[] json = GraphDocumentWriter.write(document, DocumentFormat.JSON);
        long before = used();
        ServiceGraph graph = Samples.rules()
                .valid(GraphDocumentReader.read(json, DocumentFormat.JSON).document());
        long after = used();
        Timings.say(
                "heap of the graph (" + graph.document().dependencies().size() + " dependencies)",
                (after - before) / 1024 / 1024 + " MiB");
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
