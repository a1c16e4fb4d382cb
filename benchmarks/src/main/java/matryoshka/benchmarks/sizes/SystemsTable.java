package matryoshka.benchmarks.sizes;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.benchmarks.Samples;
import matryoshka.benchmarks.World;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Scopes;
import matryoshka.graph.plan.Budget;
import matryoshka.graph.plan.PlanRequest;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.TokenPlan;
import matryoshka.service.graph.document.GraphDocumentReader;
import matryoshka.service.planning.minting.EmbeddingFormat;
import matryoshka.service.planning.minting.Planner;
import matryoshka.service.planning.minting.PlanningBasis;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.token.EmbeddingForm;

/**
 * Prints the sizes of tokens in whole systems: for each operation that calls others, a client's token for it with everything nested in
 * it, in both forms, as the issuer plans it.
 */
public final class SystemsTable {
    private static final Budget EVERYTHING = new Budget(1_000, 100_000, 100_000_000, Budget.Overflow.EXCHANGE);

    /** A signature and a plan node's id, which cannot be derived, twice in base64. */
    private static final double BYTES_PER_TOKEN = (64 + 12) * 16 / 9.0;

    private static final int AT_LEAST = 5;

    private final World world;
    private final SortedSet<String> operations = new TreeSet<>();

    private SystemsTable(GraphDocument document) {
        document.dependencies()
                .values()
                .forEach(edge -> operations.addAll(edge.requires().toList()));
        world = World.of(document, operations);
    }

    /**
     * Prints the table.
     *
     * @param graphs graph documents in YAML; the examples if empty
     */
    public static void main(String[] graphs) throws IOException, DocumentSyntaxException {
        for (String name : List.of("online-boutique", "opentelemetry-demo", "train-ticket")) {
            if (graphs.length == 0) {
                new SystemsTable(Samples.document(name)).print(System.out, name);
            }
        }
        for (String graph : graphs) {
            byte[] yaml = Files.readAllBytes(Path.of(graph));
            new SystemsTable(GraphDocumentReader.read(yaml, DocumentFormat.YAML).document()).print(System.out, graph);
        }
    }

    private void print(PrintStream out, String name) {
        int fit = 0;
        out.printf(
                Locale.ROOT,
                "%n%s%n%n| operation | tokens | plain | packed | bound | fits |%n|---|---|---|---|---|---|%n",
                name);
        for (String operation : operations) {
            TokenPlan packed = plan(EmbeddingForm.PACKED, EVERYTHING, operation);
            TokenPlan fitted = plan(EmbeddingForm.PACKED, World.BUDGET, operation);
            boolean isWhole = fitted.tokens() == packed.tokens();
            fit += isWhole ? 1 : 0;
            if (packed.tokens() >= AT_LEAST || !isWhole) {
                long bound = Math.round(
                        plan(EmbeddingForm.PACKED, alone(), operation).bytes()
                                + (packed.tokens() - 1) * BYTES_PER_TOKEN);
                out.printf(
                        Locale.ROOT,
                        "| `%s` | %d | %d | %d | %d | %s |%n",
                        operation,
                        packed.tokens(),
                        plan(EmbeddingForm.PLAIN, EVERYTHING, operation).bytes(),
                        packed.bytes(),
                        bound,
                        isWhole ? "whole" : fitted.tokens() + " tokens");
            }
        }
        out.printf(
                Locale.ROOT,
                "%n%d of %d operations fit whole into %d bytes.%n",
                fit,
                operations.size(),
                World.BUDGET.maxBytes());
    }

    private static Budget alone() {
        return new Budget(1, 1, EVERYTHING.maxBytes(), Budget.Overflow.EXCHANGE);
    }

    private TokenPlan plan(EmbeddingForm form, Budget budget, String operation) {
        Planner planner = new Planner(Samples.ISSUER, budget, EmbeddingFormat.DEFAULT.in(form), true, 1_000);
        PlanRequest request = PlanRequest.all(World.CLIENT, Scopes.of(operation));
        return ((Planned<TokenPlan>) planner.plan(PlanningBasis.of(world.snapshot()), world.client(), request)).value();
    }
}
