package matryoshka.service.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;

/** Reads an OpenAPI document as far as the tests need. */
final class ApiDocument {
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "options", "patch");

    private final JsonNode root;
    private final Schemas schemas;
    private final List<Operation> operations = new ArrayList<>();

    ApiDocument(JsonNode root) {
        this.root = root;
        this.schemas = new Schemas(root);
        root.get("paths").properties().forEach(this::addPath);
        operations.sort(Comparator.comparing(operation -> operation.path().contains("{")));
    }

    /** The document of an issuer that is not running. */
    static ApiDocument shipped() throws DocumentSyntaxException {
        byte[] json = OpenApiDocument.of(URI.create("https://tokens.example"), "1.2.3");
        return new ApiDocument(DocumentFormat.JSON.parse(json));
    }

    JsonNode root() {
        return root;
    }

    List<Operation> operations() {
        return operations;
    }

    /** Returns the operation of a request, by its method and its path without the query. */
    Operation operation(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.matches(method, path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The document has no " + method + " " + path));
    }

    /** Returns the target of a reference; anything else unchanged. */
    JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isTextual() ? resolved(at(reference.textValue())) : node;
    }

    /** The named examples of a media type, references resolved. */
    List<JsonNode> examples(JsonNode mediaType) {
        List<JsonNode> values = new ArrayList<>();
        mediaType
                .path("examples")
                .forEach(example -> values.add(resolved(example).get("value")));
        return values;
    }

    List<Error> faults(JsonNode schema, JsonNode value) {
        return schemas.faults(schema, value);
    }

    /** A schema of the components. */
    JsonNode schema(String name) {
        return at("#/components/schemas/" + name);
    }

    private JsonNode at(String reference) {
        JsonNode target = root.at(reference.substring(1));
        if (target.isMissingNode()) {
            throw new AssertionError(reference + " leads nowhere");
        }
        return target;
    }

    private void addPath(Map.Entry<String, JsonNode> path) {
        for (String method : METHODS) {
            JsonNode operation = path.getValue().path(method);
            if (!operation.isMissingNode()) {
                List<JsonNode> parameters = new ArrayList<>();
                path.getValue().path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
                operation.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
                operations.add(new Operation(
                        method.toUpperCase(Locale.ROOT), path.getKey(), List.copyOf(parameters), operation));
            }
        }
    }
}
