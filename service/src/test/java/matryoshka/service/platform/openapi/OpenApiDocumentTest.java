package matryoshka.service.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import matryoshka.service.graph.document.GraphDocumentWriter;
import matryoshka.service.testing.RandomDocuments;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The document alone, and compared with the code. */
class OpenApiDocumentTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\s*(\\w+)\\s*(?::\\s*([^{}]+))?}");

    private static final String WORDS = "[\\w|-]+";

    private static final Set<String> SHAPE = Set.of("additionalProperties", "required", "type", "enum");

    private final ApiDocument document = ApiDocument.shipped();

    OpenApiDocumentTest() throws Exception {}

    @Test
    void what_differs_between_issuers_is_filled_in() {
        assertThat(document.root().at("/openapi").textValue()).startsWith("3.1.");
        assertThat(document.root().at("/info/version").textValue()).isEqualTo("1.2.3");
        assertThat(document.root().at("/servers/0/url").textValue()).isEqualTo("https://tokens.example");
        assertThat(document.root()
                        .at("/components/securitySchemes/admin/flows/clientCredentials/tokenUrl")
                        .textValue())
                .isEqualTo("https://tokens.example/oauth2/token");
    }

    @Test
    void it_has_the_methods_and_paths_that_the_code_has() {
        Set<String> inCode = new TreeSet<>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("matryoshka.service").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .forEach(type -> addMethods("", Resource.from(type.reflect()), inCode));

        assertThat(document.operations())
                .extracting(operation -> operation.method() + " " + operation.path())
                .containsExactlyInAnyOrderElementsOf(inCode);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_member_that_a_graph_can_have_is_described(long seed) {
        JsonNode graph = GraphDocumentWriter.document(new RandomDocuments(seed).next());

        assertThat(document.faults(document.schema("Graph"), graph))
                // Their names and texts are hostile, and break patterns; what is wrong inside a choice follows from
                // that.
                .filteredOn(fault -> SHAPE.contains(fault.getKeyword()))
                .filteredOn(fault -> !fault.getEvaluationPath().toString().contains("oneOf"))
                .isEmpty();
    }

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    private static void addMethods(String prefix, Resource resource, Set<String> found) {
        String path = prefix + "/" + resource.getPath().replaceFirst("^/", "");
        for (String expanded : expanded(path)) {
            for (ResourceMethod method : resource.getResourceMethods()) {
                // HTTP defines HEAD.
                if (!method.getHttpMethod().equals("HEAD")) {
                    found.add(method.getHttpMethod() + " " + expanded);
                }
            }
        }
        resource.getChildResources().forEach(child -> addMethods(path, child, found));
    }

    /** A placeholder that admits only certain words stands for as many paths. */
    private static List<String> expanded(String path) {
        Matcher placeholder = PLACEHOLDER.matcher(path);
        while (placeholder.find()) {
            if (placeholder.group(2) != null && placeholder.group(2).strip().matches(WORDS)) {
                List<String> paths = new ArrayList<>();
                for (String word : placeholder.group(2).strip().split("[|]", -1)) {
                    paths.addAll(expanded(
                            path.substring(0, placeholder.start()) + word + path.substring(placeholder.end())));
                }
                return paths;
            }
        }
        return List.of(placeholder.replaceAll("{$1}"));
    }
}
