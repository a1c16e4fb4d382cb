package matryoshka.benchmarks.large;

import java.util.List;
import matryoshka.benchmarks.Samples;
import matryoshka.benchmarks.World;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceGraph;
import matryoshka.graph.diff.GraphDiff;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.graph.power.PowerGiven;
import matryoshka.service.clients.Client;
import matryoshka.service.document.DocumentFormat;
import matryoshka.service.document.GraphDocumentReader;
import matryoshka.service.document.GraphDocumentWriter;
import matryoshka.service.graph.GraphRules;
import matryoshka.service.minting.PreparePlan;

/** The parts, each alone. */
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
        Timings.measure("copy of the document", TIMES, () -> document.withServices(document.services()));
        Timings.measure("validate and index", TIMES, () -> rules.valid(document));
        GraphDocument changed = OneEdge.change(document, document.dependencies().firstKey(), 30);
        Timings.measure("diff of one edge", TIMES, () -> GraphDiff.between(document, changed));
        Timings.measure("power given by one edge", TIMES, () -> PowerGiven.between(document, changed));
        plans(document, rules.valid(document));
        memory(document);
    }

    private static void plans(GraphDocument document, ServiceGraph graph) throws Exception {
        Hubs hubs = Hubs.of(document);
        plan("hub", document, graph, hubs, hubs.largest());
        plan("median client", document, graph, hubs, hubs.median());
    }

    private static void plan(String what, GraphDocument document, ServiceGraph graph, Hubs hubs, String name)
            throws Exception {
        Service service = document.services().get(name);
        if (service == null) {
            throw new IllegalArgumentException("there is no service " + name);
        }
        List<String> scopes = List.copyOf(service.scopes().keySet());
        Client client = World.client(World.CLIENT, scopes);
        World world = World.of(GraphDocument.EMPTY, scopes);
        PreparePlan preparePlan = World.preparePlan();
        PlanResult<TokenPlan> result = Timings.measure(
                "plan: %s, %d edges, %d scopes".formatted(what, hubs.fanOutOf(name), scopes.size()),
                MANY_TIMES,
                () -> preparePlan.plan(
                        graph, 1, world.snapshot().sealer(), client, PlanRequest.all(World.CLIENT, scopes)));
        if (result instanceof PlanResult.Planned<TokenPlan> planned) {
            Timings.say(
                    "of which came",
                    planned.value().tokens() + " tokens, " + planned.value().bytes() + " bytes");
        } else {
            Timings.say("of which came", result.toString());
        }
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
