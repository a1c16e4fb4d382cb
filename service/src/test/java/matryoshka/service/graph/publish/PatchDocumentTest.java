package matryoshka.service.graph.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import matryoshka.graph.GraphDocument;
import matryoshka.service.graph.document.GraphDocumentReader;
import matryoshka.service.graph.document.GraphDocumentWriter;
import matryoshka.service.graph.document.ReadDocument;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.testing.RandomDocuments;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patching element by element has the same result as patching the whole document, as in the RFC. */
class PatchDocumentTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void any_patch_of_any_document(int seed) {
        Random random = new Random(seed);
        RandomDocuments documents = new RandomDocuments(seed);
        GraphDocument current = documents.next();
        JsonNode patch =
                patch(random, GraphDocumentWriter.document(current), GraphDocumentWriter.document(documents.next()));

        assertSame(current, patch);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "1",
                "{}",
                "{services: null}",
                "{services: 1, dependencies: []}",
                "{services: {}, other: null}",
                "{other: {a: null}}",
                "{invariants: {i: {max_depth: 3}}}",
                "{services: {new: {scopes: {a: null, b: text}, description: null}, other: 1}}",
                "{dependencies: {e: {from: a}, f: null}}",
                "{services: {\"bad\\0name\": {}}}"
            })
    void odd_ones(String yaml) throws Exception {
        JsonNode patch = DocumentFormat.YAML.parse(yaml.getBytes(StandardCharsets.UTF_8));

        assertSame(new RandomDocuments(1).next(), patch);
    }

    private static void assertSame(GraphDocument current, JsonNode patch) {
        ReadDocument whole = GraphDocumentReader.read(MergePatch.apply(GraphDocumentWriter.document(current), patch));
        ReadDocument parts = PatchDocument.apply(current, patch);

        assertThat(parts.document()).isEqualTo(whole.document());
        assertThat(parts.violations()).containsExactlyInAnyOrderElementsOf(whole.violations());
    }

    /** Some members of an object taken out, some replaced, some from another one, some changed inside. */
    private static JsonNode patch(Random random, JsonNode current, JsonNode other) {
        ObjectNode patch = JSON.objectNode();
        for (JsonNode source : List.of(current, other)) {
            source.properties().forEach(member -> {
                switch (random.nextInt(6)) {
                    case 0 -> patch.putNull(member.getKey());
                    case 1 -> patch.set(member.getKey(), member.getValue());
                    case 2 -> patch.set(member.getKey(), odd(random));
                    case 3, 4 -> {
                        if (member.getValue().isObject()) {
                            patch.set(member.getKey(), patch(random, member.getValue(), other.path(member.getKey())));
                        }
                    }
                    default -> {
                        // Not named.
                    }
                }
            });
        }
        return patch;
    }

    private static JsonNode odd(Random random) {
        ArrayNode odd = JSON.arrayNode().add(1).add("text").addNull();
        odd.addArray();
        odd.addObject().put("a", 1);
        return odd.get(random.nextInt(odd.size()));
    }
}
