package matryoshka.cli.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;

/**
 * Formats a refusal by the issuer: one line, and further lines for details, from problem details (RFC 9457) or an OAuth error (RFC 6749
 * §5.2). Omits nothing except what the first line already says.
 */
final class Refusal {
    private static final Set<String> IN_FIRST_LINE_OF_OAUTH = Set.of("error", "error_description");
    private static final Set<String> IN_FIRST_LINE_OF_PROBLEM = Set.of("status", "detail");
    private static final Pattern CHALLENGE_DESCRIPTION = Pattern.compile("error_description=\"([^\"]*)\"");

    private final Answer answer;
    private final List<String> details = new ArrayList<>();

    private Refusal(Answer answer) {
        this.answer = answer;
    }

    static CommandFailed of(Answer answer) {
        return new Refusal(answer).failure();
    }

    private CommandFailed failure() {
        Optional<ObjectNode> json = Json.object(answer.body());
        if (json.isEmpty()) {
            addHeaders();
            return new CommandFailed("the issuer responded with HTTP " + answer.status(), details, null);
        }
        ObjectNode body = json.get();
        // A problem may have a member "error": what the token endpoint would answer.
        boolean oauth = body.has("error") && !body.has("status") && !body.has("detail");
        String sentence = oauth ? oauthError(body) : problem(body);
        body.properties().stream()
                .filter(member ->
                        !(oauth ? IN_FIRST_LINE_OF_OAUTH : IN_FIRST_LINE_OF_PROBLEM).contains(member.getKey()))
                .filter(member -> !isSaid(body, member))
                .forEach(this::add);
        addHeaders();
        return new CommandFailed(sentence, details, body.toString());
    }

    private static String oauthError(ObjectNode body) {
        String description = body.path("error_description").asText("");
        String error = body.path("error").asText();
        return description.isEmpty() ? error : error + ": " + description;
    }

    private String problem(ObjectNode body) {
        String sentence = body.path("detail").asText(body.path("title").asText("refused"));
        return "HTTP " + answer.status() + ": " + sentence;
    }

    /** The title of a problem without its own type only repeats the status in words. */
    private static boolean isSaid(ObjectNode body, Map.Entry<String, JsonNode> member) {
        boolean plain = body.path("type").asText("about:blank").equals("about:blank");
        return plain && (member.getKey().equals("type") || member.getKey().equals("title"));
    }

    private void add(Map.Entry<String, JsonNode> member) {
        JsonNode value = member.getValue();
        switch (member.getKey()) {
            case "violations" -> value.forEach(this::violation);
            case "changes" -> value.forEach(this::change);
            default ->
                details.add(
                        member.getKey() + ": " + (isTexts(value) ? Json.plain(Json.words(value)) : Json.plain(value)));
        }
    }

    private void violation(JsonNode violation) {
        details.add(String.join(
                "  ",
                Json.plain(violation.path("pointer")),
                Json.plain(violation.path("rule")),
                Json.plain(violation.path("message"))));
    }

    /** Formats a change of the graph that needs consent. */
    private void change(JsonNode change) {
        String owners = change.path("owners").isEmpty()
                ? "which has no owners"
                : "owners: " + Json.plain(Json.words(change.path("owners")));
        details.add("%s  %s  %s  requires the consent of %s (%s)"
                .formatted(
                        Json.plain(change.path("element")),
                        Json.plain(change.path("change")),
                        Json.plain(change.path("message")),
                        Json.plain(change.path("service")),
                        owners));
    }

    private void addHeaders() {
        answer.challenge()
                .map(CHALLENGE_DESCRIPTION::matcher)
                .filter(Matcher::find)
                .ifPresent(description -> details.add(description.group(1)));
        answer.retryAfter()
                .ifPresent(after -> details.add(
                        after.matches("[0-9]+") ? "try again in " + after + " s" : "try again after " + after));
    }

    private static boolean isTexts(JsonNode value) {
        return value.isArray() && !value.isEmpty() && Json.texts(value).size() == value.size();
    }
}
