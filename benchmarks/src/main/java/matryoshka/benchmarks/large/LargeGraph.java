package matryoshka.benchmarks.large;

import java.nio.file.Path;
import matryoshka.benchmarks.Samples;
import matryoshka.graph.GraphDocument;

/**
 * Measures the large graph in memory, on PostgreSQL with full durability, and over HTTP. Run it from the root of the sources; an argument is
 * the Java home that runs the issuer, else its own.
 */
public final class LargeGraph {
    private LargeGraph() {}

    public static void main(String[] args) throws Exception {
        Path javaHome = Path.of(args.length > 0 ? args[0] : System.getProperty("java.home"));
        GraphDocument document = Samples.large();
        InMemory.measure(document);
        OnPostgres.measure(document);
        OverHttp.measure(document, javaHome);
    }
}
