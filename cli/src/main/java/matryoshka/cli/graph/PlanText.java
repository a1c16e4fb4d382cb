package matryoshka.cli.graph;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Printable;
import matryoshka.cli.terminal.Span;
import matryoshka.cli.terminal.Table;

/** A plan for people: one row for each token, below the one that embeds it, and the totals. */
final class PlanText {
    private static final String INDENT = "  ";

    private final Table table = new Table("AUDIENCE", "SCOPES", "HOLDER", "LIFETIME", "BYTES", "EXCHANGE");

    private PlanText() {}

    static String of(JsonNode plan) {
        PlanText text = new PlanText();
        text.token(plan.path("plan"), "");
        return text.table.text() + "\n" + totals(plan) + "\n";
    }

    private void token(JsonNode token, String indent) {
        table.add(
                indent + Printable.of(String.join(" ", Json.texts(token.path("aud")))),
                Json.plain(token.path("scope")),
                Json.plain(token.path("holder")),
                Span.of(token.path("lifetime").asLong()),
                token.path("bytes").asText() + encryption(token.path("encrypted")),
                exchange(token));
        token.path("children").forEach(child -> token(child, indent + INDENT));
    }

    /** Tells of tokens that are to be encrypted, and of those that are not because their holder has no key. */
    private static String encryption(JsonNode encrypted) {
        if (encrypted.isMissingNode()) {
            return "";
        }
        return encrypted.asBoolean() ? " encrypted" : " not encrypted, no key";
    }

    private static String exchange(JsonNode token) {
        List<String> offers = new ArrayList<>();
        for (JsonNode offer : token.path("exchange")) {
            String why = offer.path("cut").asBoolean() ? ", cut by the budget" : "";
            offers.add(Json.plain(offer.path("aud")) + " (" + Json.plain(offer.path("scope")) + why + ")");
        }
        return String.join(", ", offers);
    }

    private static String totals(JsonNode plan) {
        return String.format(
                Locale.ROOT,
                "%d %s, depth %d, %d bytes: %.1f %% of the budget; graph version %d",
                plan.path("tokens").asLong(),
                plan.path("tokens").asLong() == 1 ? "token" : "tokens",
                plan.path("depth").asLong(),
                plan.path("bytes").asLong(),
                plan.path("budget_used").asDouble() * 100,
                plan.path("version").asLong());
    }
}
