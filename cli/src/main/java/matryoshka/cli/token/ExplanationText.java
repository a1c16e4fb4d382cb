package matryoshka.cli.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Printable;
import matryoshka.cli.terminal.Table;

/** An explanation for people: one row for each scope, below those of the enclosing token; then what has changed, and today's tree. */
final class ExplanationText {
    private static final String INDENT = "  ";

    private final JsonNode explanation;
    private final StringBuilder text = new StringBuilder();

    private ExplanationText(JsonNode explanation) {
        this.explanation = explanation;
    }

    static String of(JsonNode explanation) {
        ExplanationText text = new ExplanationText(explanation);
        text.standing();
        text.scopes();
        text.changes();
        text.today();
        return text.text.toString();
    }

    private void standing() {
        line("token " + plain("jti") + " of graph version " + plain("version") + ", now " + plain("current_version"));
        line("presented by " + plain("client_id") + ", in a chain that " + plain("origin_client") + " began");
        if (explanation.path("refused").asBoolean()) {
            line("refused: it has withdrawn authority");
        } else {
            line(explanation.path("stale").asBoolean() ? "stale" : "fresh");
        }
        byService("missing");
        byService("excess");
        printable(explanation.path("changed")).forEach(audience -> line(INDENT + "changed: " + audience));
    }

    private void byService(String member) {
        explanation
                .path(member)
                .properties()
                .forEach(at -> line(INDENT + member + ": " + String.join(" ", printable(at.getValue())) + " at "
                        + Printable.of(at.getKey())));
    }

    private void scopes() {
        Table table = new Table("SERVICE", "SCOPE", "GIVEN BY", "VERSION", "PUBLISHED", "BY", "MESSAGE");
        for (JsonNode before : explanation.path("lineage")) {
            before.path("scopes").forEach(scope -> rows(table, "before: ", scope));
        }
        for (JsonNode scope : explanation.path("scopes")) {
            rows(table, INDENT.repeat(scope.path("nested").size()), scope);
        }
        text.append('\n').append(table.text());
    }

    private static void rows(Table table, String indent, JsonNode scope) {
        String service = indent + Json.plain(scope.path("service"));
        String name = Json.plain(scope.path("scope"));
        if (scope.path("given_by").isEmpty()) {
            table.add(service, name, "the request", "", "", "", "");
        }
        for (JsonNode giver : scope.path("given_by")) {
            table.add(
                    service,
                    name,
                    Json.plain(giver.path("dependency")),
                    Json.plain(giver.path("version")),
                    Json.plain(giver.path("published_at")),
                    Json.plain(giver.path("published_by")),
                    message(giver));
        }
    }

    private void changes() {
        text.append('\n');
        if (explanation.path("changes").isEmpty()) {
            line("nothing that affects it has been published since");
            return;
        }
        Table table = new Table("SINCE THEN", "PUBLISHED", "BY", "CHANGED", "MESSAGE");
        for (JsonNode change : explanation.path("changes")) {
            List<String> changed = new ArrayList<>();
            printable(change.path("services")).forEach(name -> changed.add("service " + name));
            printable(change.path("dependencies")).forEach(name -> changed.add("dependency " + name));
            table.add(
                    Json.plain(change.path("version")),
                    Json.plain(change.path("published_at")),
                    Json.plain(change.path("published_by")),
                    String.join(", ", changed),
                    message(change));
        }
        text.append(table.text());
    }

    private void today() {
        text.append('\n');
        JsonNode today = explanation.path("today");
        if (!today.isObject()) {
            line("today this token would not be issued");
            return;
        }
        Table table = new Table("TODAY", "SCOPES", "HOLDER");
        tree(table, "", today);
        text.append(table.text());
    }

    private static void tree(Table table, String indent, JsonNode token) {
        table.add(
                indent + String.join(" ", printable(token.path("aud"))),
                Json.plain(token.path("scope")),
                Json.plain(token.path("holder")));
        token.path("children").forEach(child -> tree(table, indent + INDENT, child));
    }

    private static String message(JsonNode version) {
        return version.path("message").isTextual() ? Json.plain(version.path("message")) : "";
    }

    private static List<String> printable(JsonNode texts) {
        return Json.texts(texts).stream().map(Printable::of).toList();
    }

    private String plain(String member) {
        return Json.plain(explanation.path(member));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
