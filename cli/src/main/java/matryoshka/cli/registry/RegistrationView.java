package matryoshka.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import matryoshka.cli.issuer.View;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.RecordText;
import matryoshka.cli.terminal.Table;

/** Shows registrations: several as a table, a single one as a record. */
final class RegistrationView {
    private static final String SECRET = "client_secret";

    private RegistrationView() {}

    static View many(Registry registry) {
        return View.of(answer -> table(registry, answer), answer -> ids(registry, answer));
    }

    /** The raw value is the secret if the response has one, or else the id. */
    static View one(Registry registry) {
        return View.of(
                RecordText::of,
                answer ->
                        answer.path(answer.has(SECRET) ? SECRET : registry.id()).asText());
    }

    private static String table(Registry registry, ObjectNode answer) {
        List<String> columns = registry.columns();
        Table table = new Table(columns.stream()
                .map(column -> column.replace("token_endpoint_auth_method", "authentication")
                        .replace('_', ' ')
                        .toUpperCase(Locale.ROOT))
                .toArray(String[]::new));
        for (JsonNode entry : answer.path(registry.list())) {
            table.add(columns.stream().map(column -> cell(entry.path(column))).toArray(String[]::new));
        }
        return table.text();
    }

    /** For names that are URNs, such as grant types, a list shows only the last word. */
    private static String cell(JsonNode value) {
        if (value.isMissingNode() || value.isBoolean()) {
            return value.asBoolean() ? "yes" : "";
        }
        return value.isArray() ? Json.plain(Json.words(value)).replaceAll("urn:ietf:[a-z:-]*:", "") : Json.plain(value);
    }

    private static String ids(Registry registry, ObjectNode answer) {
        StringJoiner ids = new StringJoiner("\n");
        answer.path(registry.list())
                .forEach(entry -> ids.add(entry.path(registry.id()).asText()));
        return ids.toString();
    }
}
