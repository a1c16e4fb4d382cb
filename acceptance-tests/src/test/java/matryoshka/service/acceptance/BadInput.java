package matryoshka.service.acceptance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A bad or odd input, and how a good server answers it; from {@code bad-inputs.json}.
 *
 * @param error the expected OAuth error; null if none is required
 * @param alsoAcceptable pairs of a status and an error that are good answers too
 * @param mustAlso what else the answer must fulfil
 */
record BadInput(
        @JsonProperty("id") String id,
        @JsonProperty("category") String category,
        @JsonProperty("endpoint") String endpoint,
        @JsonProperty("request") String request,
        @JsonProperty("expected_status") int status,
        @JsonProperty("expected_error") @Nullable String error,
        @JsonProperty("also_acceptable") List<JsonNode> alsoAcceptable,
        @JsonProperty("must_also") List<String> mustAlso,
        @JsonProperty("source") String source,
        @JsonProperty("origin") String origin,
        @JsonProperty("needs") @Nullable String needs) {

    static List<BadInput> of(List<String> categories) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<BadInput> cases = new ArrayList<>();
        try (InputStream file = Objects.requireNonNull(BadInput.class.getResourceAsStream("/bad-inputs.json"))) {
            for (JsonNode node : json.readTree(file).get("cases")) {
                BadInput read = json.treeToValue(node, BadInput.class);
                if (categories.contains(read.category())) {
                    cases.add(read);
                }
            }
        }
        return cases;
    }

    boolean accepts(BadInputAnswer answer) {
        return isAnswered(answer, status, error)
                || alsoAcceptable.stream()
                        .anyMatch(pair -> isAnswered(
                                answer,
                                pair.get(0).intValue(),
                                pair.get(1).isNull() ? null : pair.get(1).textValue()));
    }

    private static boolean isAnswered(BadInputAnswer answer, int status, @Nullable String error) {
        return answer.status() == status && (error == null || error.equals(answer.error()));
    }
}
