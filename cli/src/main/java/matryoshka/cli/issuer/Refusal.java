package matryoshka.cli.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;

/** An issuer's refusal in one line, and one for each violation: from problem details (RFC 9457) or an OAuth error (RFC 6749 §5.2). */
final class Refusal {
    private static final Set<String> SAID = Set.of("type", "title", "status", "detail", "instance", "violations");

    private Refusal() {}

    static CommandFailed of(Answer answer) {
        Optional<ObjectNode> json = Json.object(answer.body());
        if (json.isEmpty()) {
            return new CommandFailed("the issuer answered HTTP " + answer.status());
        }
        ObjectNode body = json.get();
        if (body.has("error")) {
            String description = body.path("error_description").asText("");
            String error = body.path("error").asText();
            return failed(description.isEmpty() ? error : error + ": " + description, List.of(), body);
        }
        String sentence = body.path("detail").asText(body.path("title").asText("refused"));
        return failed("HTTP " + answer.status() + ": " + sentence, details(body), body);
    }

    private static CommandFailed failed(String sentence, List<String> details, ObjectNode body) {
        return new CommandFailed(sentence, details, body.toString());
    }

    private static List<String> details(ObjectNode problem) {
        List<String> lines = new ArrayList<>();
        for (JsonNode violation : problem.path("violations")) {
            lines.add(String.join(
                    "  ",
                    Json.plain(violation.path("pointer")),
                    Json.plain(violation.path("rule")),
                    Json.plain(violation.path("message"))));
        }
        problem.properties().stream()
                .filter(member -> !SAID.contains(member.getKey()))
                .forEach(member -> lines.add(member.getKey() + ": " + Json.plain(member.getValue())));
        return lines;
    }
}
