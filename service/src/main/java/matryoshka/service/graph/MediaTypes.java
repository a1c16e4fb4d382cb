package matryoshka.service.graph;

import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import matryoshka.service.document.DocumentFormat;
import matryoshka.service.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/** The media types of graph documents. */
final class MediaTypes {
    static final String YAML = "application/yaml";
    static final String DOT = "text/vnd.graphviz";

    private static final Set<String> YAML_NAMES =
            Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

    private MediaTypes() {}

    /** The format of a request body; anything but JSON or YAML is 415. */
    static DocumentFormat format(@Nullable MediaType type) {
        if (type != null) {
            String name = type.getType() + "/" + type.getSubtype();
            if (MediaType.APPLICATION_JSON.equalsIgnoreCase(name)) {
                return DocumentFormat.JSON;
            }
            if (YAML_NAMES.stream().anyMatch(name::equalsIgnoreCase)) {
                return DocumentFormat.YAML;
            }
        }
        throw ProblemException.of(415, "A graph document is application/json or application/yaml.");
    }
}
