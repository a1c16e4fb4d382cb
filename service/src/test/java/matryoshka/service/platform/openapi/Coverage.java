package matryoshka.service.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Records which parts of the document have been seen in answers of the running application. */
final class Coverage {
    /** Parts of the document that the walk leaves out, by their names here, and why. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "listen answers 200", "the walk waits for the end of an answer; EventsTest listens",
            "listen answers text/event-stream", "as above",
            "listen takes Last-Event-ID", "as above",
            "listen takes last_event_id", "as above",
            "getStatusList takes time", "it is answered with 501; StatusListsTest asks for it",
            "issueToken takes DPoP", "nor does it take a nonce from one; DpopTest proves possession");

    private final Set<String> seen = new TreeSet<>();

    /** @param contentType without parameters; empty when there is none */
    void add(Operation operation, Call call, String contentType) {
        String id = operation.id();
        seen.add(id + " answers " + call.status());
        if (call.status() < 400) {
            seen.add(id + " answers " + contentType);
            for (String parameter : call.target().replaceFirst("^[^?]*[?]?", "").split("&", -1)) {
                seen.add(id + " takes " + parameter.replaceFirst("=.*", ""));
            }
            call.headers().keySet().forEach(name -> seen.add(id + " takes " + name));
        }
    }

    /** Returns what the document describes and no answer has shown. */
    Set<String> missing(ApiDocument document) {
        Set<String> missing = new TreeSet<>();
        for (Operation operation : document.operations()) {
            for (JsonNode parameter : operation.parameters()) {
                if (!parameter.get("in").textValue().equals("path")) {
                    missing.add(
                            operation.id() + " takes " + parameter.get("name").textValue());
                }
            }
            operation
                    .node()
                    .get("responses")
                    .properties()
                    .forEach(answer ->
                            addAnswer(operation, answer.getKey(), document.resolved(answer.getValue()), missing));
        }
        missing.removeAll(seen);
        missing.removeAll(LEFT_OUT.keySet());
        return missing;
    }

    private static void addAnswer(Operation operation, String status, JsonNode answer, Set<String> answers) {
        // WithoutDatabaseTest covers outages, ClientRatesTest rates; the default stands for what should not happen.
        if (status.equals("503") || status.equals("429") || status.equals("default")) {
            return;
        }
        answers.add(operation.id() + " answers " + status);
        if (status.startsWith("2")) {
            answer.path("content")
                    .fieldNames()
                    .forEachRemaining(type -> answers.add(operation.id() + " answers " + type));
        }
    }
}
