package matryoshka.cli.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import matryoshka.cli.issuer.View;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Table;

/** Shows the states of signing keys. The raw value is the key ids. */
final class KeysView {
    static final View VIEW = View.of(KeysView::table, KeysView::kids);

    /** The members that say when the next state begins. */
    private static final List<String> UNTIL = List.of("signs_from", "published_until");

    private KeysView() {}

    private static String table(ObjectNode answer) {
        Table table = new Table("KID", "ALG", "STATE", "CREATED", "SIGNED FROM", "SIGNED UNTIL", "NEXT CHANGE");
        answer.path("keys")
                .forEach(key -> table.add(
                        Json.plain(key.path("kid")),
                        Json.plain(key.path("alg")),
                        Json.plain(key.path("state")),
                        time(key.path("created_at")),
                        time(key.path("activated_at")),
                        signedUntil(key),
                        nextChange(key)));
        return table.text();
    }

    private static String signedUntil(JsonNode key) {
        return key.has("activated_at") ? time(key.path(key.has("retired_at") ? "retired_at" : "gone_at")) : "";
    }

    private static String nextChange(JsonNode key) {
        return UNTIL.stream()
                .filter(key::has)
                .findFirst()
                .map(member -> time(key.path(member)))
                .orElse("");
    }

    private static String time(JsonNode seconds) {
        return seconds.isIntegralNumber()
                ? Instant.ofEpochSecond(seconds.longValue()).toString()
                : "";
    }

    private static String kids(ObjectNode answer) {
        StringJoiner kids = new StringJoiner("\n");
        answer.path("keys").forEach(key -> kids.add(key.path("kid").asText()));
        return kids.toString();
    }
}
