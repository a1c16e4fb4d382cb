package matryoshka.service.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that the document is valid OpenAPI 3.1 and JSON Schema 2020-12. */
class OpenApiFormTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    /** The members of OpenAPI that are used here; any other is a mistake. */
    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "operation",
            Set.of(
                    "operationId",
                    "tags",
                    "summary",
                    "description",
                    "security",
                    "parameters",
                    "requestBody",
                    "responses"),
            "parameters",
            Set.of("name", "in", "required", "description", "schema", "example", "allowEmptyValue"),
            "responses",
            Set.of("description", "headers", "content"),
            "headers",
            Set.of("required", "description", "schema", "example"),
            "content",
            Set.of("schema", "examples"),
            "examples",
            Set.of("summary", "value"));

    private final ApiDocument document = ApiDocument.shipped();

    OpenApiFormTest() throws Exception {}

    @Test
    void every_operation_is_described() {
        List<String> tags = new ArrayList<>();
        document.root().get("tags").forEach(tag -> tags.add(tag.get("name").textValue()));

        assertThat(document.operations()).extracting(Operation::id).doesNotHaveDuplicates();
        assertThat(document.operations()).allSatisfy(operation -> {
            assertThat(operation.node().get("summary").textValue()).isNotEmpty();
            assertThat(operation.node().get("tags")).hasSize(1).allMatch(tag -> tags.contains(tag.textValue()));
            assertThat(operation.node().get("security")).as("required scopes").isNotNull();
            assertThat(operation.node().get("responses").has("default")).isTrue();
            assertThat(placeholders(operation.path()))
                    .allMatch(operation::takes)
                    .hasSize((int) operation.parameters().stream()
                            .filter(parameter -> parameter.get("in").textValue().equals("path"))
                            .count());
        });
    }

    @Test
    void every_reference_resolves_and_every_component_is_used() {
        Set<String> used = new TreeSet<>();
        visit(document.root(), (name, value) -> {
            if (name.equals("$ref")) {
                used.add(value.textValue());
            }
        });
        Set<String> defined = new TreeSet<>();
        document.root()
                .get("components")
                .properties()
                .forEach(kind -> kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> defined.add("#/components/" + kind.getKey() + "/" + name)));
        defined.removeIf(component -> component.startsWith("#/components/securitySchemes/"));

        assertThat(used).isEqualTo(defined);
    }

    @Test
    void every_schema_is_valid() {
        List<JsonNode> schemas = new ArrayList<>();
        document.root().at("/components/schemas").forEach(schemas::add);
        visit(document.root(), (name, value) -> {
            if (name.equals("schema")) {
                schemas.add(value);
            }
        });

        assertThat(schemas)
                .hasSizeGreaterThan(100)
                .allSatisfy(schema -> assertThat(Schemas.faults(schema)).isEmpty());
    }

    @Test
    void every_example_is_valid() {
        List<JsonNode> seen = new ArrayList<>();
        visit(document.root(), (name, node) -> {
            if (node.has("schema")) {
                document.examples(node).forEach(example -> {
                    seen.add(example);
                    assertThat(document.faults(node.get("schema"), example))
                            .as(example.toString())
                            .isEmpty();
                });
                if (node.has("example")) {
                    assertThat(document.faults(node.get("schema"), node.get("example")))
                            .isEmpty();
                }
            }
        });
        assertThat(seen).hasSizeGreaterThan(30);
    }

    @Test
    void no_object_has_a_member_that_openapi_does_not_know() {
        document.operations()
                .forEach(operation ->
                        assertThat(operation.node().fieldNames()).toIterable().isSubsetOf(MEMBERS.get("operation")));
        document.operations().stream()
                .flatMap(operation -> operation.parameters().stream())
                .forEach(parameter -> assertMembers("parameters", parameter));
        visit(document.root(), (name, value) -> {
            if (List.of("responses", "headers", "content").contains(name)) {
                value.forEach(element -> assertMembers(name, document.resolved(element)));
            } else if (name.equals("examples") && value.isObject()) {
                value.forEach(element -> assertMembers(name, document.resolved(element)));
            }
        });
    }

    private static void assertMembers(String kind, JsonNode node) {
        assertThat(node.fieldNames()).toIterable().as(node.toString()).isSubsetOf(MEMBERS.get(kind));
    }

    private static List<String> placeholders(String path) {
        return PLACEHOLDER.matcher(path).results().map(found -> found.group(1)).toList();
    }

    private static void visit(JsonNode node, BiConsumer<String, JsonNode> visitor) {
        node.properties().forEach(member -> {
            visitor.accept(member.getKey(), member.getValue());
            visit(member.getValue(), visitor);
        });
        if (node.isArray()) {
            node.forEach(element -> visit(element, visitor));
        }
    }
}
