package matryoshka.service.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Judges values by the JSON Schemas of an OpenAPI document, formats included. */
final class Schemas {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode components;
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    Schemas(JsonNode document) {
        this.components = document.get("components");
    }

    /** Returns what is wrong with a value; empty if it is valid. */
    List<Error> faults(JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value);
    }

    /** Returns what is wrong with a schema. */
    static List<Error> faults(JsonNode schema) {
        return REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema);
    }

    /** References lead into the document's components, which every schema therefore takes along. */
    private Schema compile(JsonNode schema) {
        ObjectNode complete = JsonNodeFactory.instance.objectNode();
        complete.setAll((ObjectNode) schema);
        complete.set("components", components);
        return REGISTRY.getSchema(complete);
    }
}
