package matryoshka.service.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * One operation of the document.
 *
 * @param path with its placeholders
 * @param parameters of the operation and of its path, references resolved
 * @param node what the document says of it
 */
record Operation(String method, String path, List<JsonNode> parameters, JsonNode node) {

    String id() {
        return node.get("operationId").textValue();
    }

    /** Whether a request to this path is one of this operation; templates with fewer placeholders are asked first. */
    boolean matches(String requestMethod, String requestPath) {
        String pattern = Pattern.compile("\\{[^}]*}").matcher(path).replaceAll("\\\\E[^/]+\\\\Q");
        return method.equals(requestMethod) && requestPath.matches("\\Q" + pattern + "\\E/?");
    }

    /** The path with the examples of its parameters, and with those of the query parameters that must be there. */
    String examplePath() {
        String filled = path;
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : parameters) {
            String name = parameter.get("name").textValue();
            String example = parameter.path("example").asText();
            if (parameter.get("in").textValue().equals("path")) {
                filled = filled.replace("{" + name + "}", example);
            } else if (parameter.get("in").textValue().equals("query")
                    && parameter.path("required").asBoolean()) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append("=")
                        .append(example);
            }
        }
        return filled + query;
    }

    boolean takes(String parameterName) {
        return parameters.stream()
                .anyMatch(parameter -> parameter.get("name").textValue().equals(parameterName));
    }

    /** Whether it asks for a bearer token. */
    boolean isGuarded() {
        return StreamSupport.stream(node.get("security").spliterator(), false)
                .anyMatch(requirement -> requirement.has("admin"));
    }
}
