package matryoshka.benchmarks;

import java.util.concurrent.TimeUnit;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.ServiceGraph;
import matryoshka.service.graph.document.GraphDocumentReader;
import matryoshka.service.graph.document.GraphDocumentWriter;
import matryoshka.service.graph.document.ReadDocument;
import matryoshka.service.graph.versions.GraphRules;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
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

/** Reading, writing and validating a graph document. */
@SuppressWarnings("NullAway.Init") // JMH does
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DocumentBenchmark {
    @Param({"shop", "train-ticket"})
    String graph;

    private final GraphRules rules = Samples.rules();
    private GraphDocument document;
    private byte[] json;
    private byte[] yaml;

    @Setup
    public void prepare() {
        document = Samples.document(graph);
        json = GraphDocumentWriter.write(document, DocumentFormat.JSON);
        yaml = GraphDocumentWriter.write(document, DocumentFormat.YAML);
    }

    @Benchmark
    public ReadDocument readJson() throws DocumentSyntaxException {
        return GraphDocumentReader.read(json, DocumentFormat.JSON);
    }

    @Benchmark
    public ReadDocument readYaml() throws DocumentSyntaxException {
        return GraphDocumentReader.read(yaml, DocumentFormat.YAML);
    }

    @Benchmark
    public byte[] writeJson() {
        return GraphDocumentWriter.write(document, DocumentFormat.JSON);
    }

    @Benchmark
    public byte[] writeYaml() {
        return GraphDocumentWriter.write(document, DocumentFormat.YAML);
    }

    @Benchmark
    public ServiceGraph validate() {
        return rules.valid(document);
    }
}
