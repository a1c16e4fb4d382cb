package matryoshka.service.graph.publish;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.json.ElementLimits;
import matryoshka.service.platform.json.Room;
import matryoshka.service.platform.json.TooManyElementsException;
import matryoshka.service.platform.problems.Problem;
import matryoshka.service.platform.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/** The media types of request bodies to the graph API. JSON and YAML are equivalent everywhere. */
public final class MediaTypes {
    public static final String YAML = "application/yaml";
    public static final String DOT = "text/vnd.graphviz";
    public static final String MERMAID = "text/vnd.mermaid";

    private static final Set<String> JSON_NAMES = Set.of("application/json");
    private static final Set<String> YAML_NAMES =
            Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");
    private static final Set<String> JSON_PATCH_NAMES = Set.of("application/merge-patch+json", "application/json");
    private static final Set<String> YAML_PATCH_NAMES = Set.of(
            "application/merge-patch+yaml", "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

    private MediaTypes() {}

    /** Parses a document or an element. Throws 415 for another type, 400 for a malformed body, 422 for too many elements. */
    static JsonNode value(byte[] body, @Nullable MediaType type, ElementLimits limits, Room room) {
        return read(
                body,
                format(type, JSON_NAMES, YAML_NAMES, "A graph document must be application/json or application/yaml."),
                limits,
                room);
    }

    /** Parses a merge patch (RFC 7396), with the same errors. */
    static JsonNode patch(byte[] body, @Nullable MediaType type, ElementLimits limits, Room room) {
        return read(
                body,
                format(
                        type,
                        JSON_PATCH_NAMES,
                        YAML_PATCH_NAMES,
                        "A patch must be application/merge-patch+json, or its YAML equivalent."),
                limits,
                room);
    }

    private static DocumentFormat format(
            @Nullable MediaType type, Set<String> json, Set<String> yaml, String expected) {
        String name = type == null ? "" : (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
        if (!json.contains(name) && !yaml.contains(name)) {
            throw ProblemException.of(415, expected)
                    .withHeader(HttpHeaders.ACCEPT, "application/json, application/yaml");
        }
        return json.contains(name) ? DocumentFormat.JSON : DocumentFormat.YAML;
    }

    private static JsonNode read(byte[] body, DocumentFormat format, ElementLimits limits, Room room) {
        try {
            return format.parse(body, limits, room);
        } catch (DocumentSyntaxException malformed) {
            throw ProblemException.of(
                    400, "Line " + malformed.line() + ", column " + malformed.column() + ": " + malformed.getMessage());
        } catch (TooManyElementsException tooMany) {
            throw new ProblemException(
                    Problem.of(422, "The document is too large.").withViolations(List.of(tooMany.violation())));
        }
    }
}
