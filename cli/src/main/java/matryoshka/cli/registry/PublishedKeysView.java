package matryoshka.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.StringJoiner;
import matryoshka.cli.issuer.View;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Table;

/** Shows the keys that a client or a trusted issuer publishes. The raw value is the ids of the usable keys. */
final class PublishedKeysView {
    static final View VIEW = View.of(PublishedKeysView::table, PublishedKeysView::kids);

    private PublishedKeysView() {}

    private static String table(ObjectNode answer) {
        JsonNode seconds = answer.path("fetched_at");
        String fetched = seconds.isIntegralNumber()
                ? Instant.ofEpochSecond(seconds.longValue()).toString()
                : "";
        Table table = new Table("KID", "ALGORITHMS", "FETCHED", "CANNOT BE USED BECAUSE");
        answer.path("keys")
                .forEach(key -> table.add(
                        Json.plain(key.path("kid")), Json.plain(Json.words(key.path("algorithms"))), fetched, ""));
        answer.path("unusable")
                .forEach(key -> table.add(Json.plain(key.path("kid")), "", fetched, Json.plain(key.path("reason"))));
        return table.text();
    }

    private static String kids(ObjectNode answer) {
        StringJoiner kids = new StringJoiner("\n");
        answer.path("keys").forEach(key -> kids.add(key.path("kid").asText()));
        return kids.toString();
    }
}
