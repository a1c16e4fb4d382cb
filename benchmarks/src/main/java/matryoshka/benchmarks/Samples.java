package matryoshka.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.GraphTerms;
import matryoshka.graph.Sorted;
import matryoshka.service.graph.document.GraphDocumentReader;
import matryoshka.service.graph.versions.GraphRules;
import matryoshka.service.planning.conditions.Conditions;
import matryoshka.service.planning.conditions.ExpressionRules;
import matryoshka.service.planning.conditions.ParameterRules;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.token.ClaimNames;

/** The graphs of {@code examples/} and a large one, and the rules of the shipped configuration. */
public final class Samples {
    public static final String ISSUER = "http://localhost:8080";
    public static final String LARGE = "large";

    private static final int LARGE_SERVICES = 20_000;
    private static final int LARGE_DEPENDENCIES = 200_000;
    private static final long SEED = 20_261_122;

    private Samples() {}

    public static GraphRules rules() {
        return new GraphRules(
                new GraphTerms(
                        ISSUER,
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        Duration.ofHours(24),
                        Sorted.set(ClaimNames.RESERVED)),
                new ExpressionRules(new Conditions(World.caches()), new ParameterRules(World.caches())));
    }

    /** The document of this name in {@code examples/}, or {@link #LARGE}. */
    public static GraphDocument document(String name) {
        if (name.equals(LARGE)) {
            return large();
        }
        try {
            return GraphDocumentReader.read(yaml(name), DocumentFormat.YAML).document();
        } catch (DocumentSyntaxException malformed) {
            throw new IllegalStateException(name + " is malformed", malformed);
        }
    }

    /** 20 000 services and 200 000 dependencies, always the same. */
    public static GraphDocument large() {
        return HeavyTailedGraph.document(LARGE_SERVICES, LARGE_DEPENDENCIES, SEED);
    }

    /** The document of this name in {@code examples/}, as it was written. */
    public static byte[] yaml(String name) {
        try (InputStream file = Samples.class.getResourceAsStream("/matryoshka/examples/" + name + ".yaml")) {
            if (file == null) {
                throw new IllegalArgumentException("there is no example " + name);
            }
            return file.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
