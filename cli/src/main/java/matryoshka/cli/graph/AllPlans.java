package matryoshka.cli.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.Form;
import matryoshka.cli.issuer.Request;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Table;
import org.jspecify.annotations.Nullable;

/** The plans of all clients, to see which of them the budget cuts. Skips disabled clients. */
final class AllPlans {
    private static final int UNPROCESSABLE = 422;

    /** What each plan covers. */
    enum By {
        /** All scopes of a client in one security context. */
        CLIENT,
        /** One scope of a client. */
        SCOPE
    }

    private final ArrayNode plans = Json.object().putArray("plans");

    private AllPlans() {}

    /** Requests one plan after the other. */
    static AllPlans read(AdminApi api, @Nullable Long version, By by) {
        GraphApi graph = new GraphApi(api);
        JsonNode document = Json.object(graph.export(version, GraphFile.JSON))
                .orElseThrow(() -> new CommandFailed("the issuer's response contains no graph document"));
        Map<String, JsonNode> owners = owners(document);
        AllPlans all = new AllPlans();
        JsonNode clients = api.send(Request.get("/clients")).orFail().json().path("clients");
        for (JsonNode client : clients) {
            if (!client.path("disabled").asBoolean()) {
                for (Form query : queries(client, owners, by)) {
                    all.add(client, graph.plan(GraphApi.atVersion(query, version)));
                }
            }
        }
        return all;
    }

    /** Returns, by scope, the service that owns it, with its name as {@code name}. */
    private static Map<String, JsonNode> owners(JsonNode document) {
        Map<String, JsonNode> owners = new HashMap<>();
        document.path("services").properties().forEach(service -> {
            ObjectNode owner = Json.object().put("name", service.getKey());
            owner.put("context", service.getValue().path("context").asText(service.getKey()));
            service.getValue().path("scopes").fieldNames().forEachRemaining(scope -> owners.put(scope, owner));
        });
        return owners;
    }

    private static List<Form> queries(JsonNode client, Map<String, JsonNode> owners, By by) {
        String id = client.path("client_id").asText();
        List<Form> queries = new ArrayList<>();
        Map<String, String> byContext = new TreeMap<>();
        for (String scope : client.path("scope").asText().split(" ", -1)) {
            JsonNode owner = owners.get(scope);
            if (owner == null) {
                continue; // the issuer's own scope, or a dormant one
            }
            if (by == By.SCOPE) {
                queries.add(new Form().with("client_id", id).with("scope", scope));
            } else {
                byContext.putIfAbsent(
                        owner.path("context").asText(), owner.path("name").asText());
            }
        }
        byContext
                .values()
                .forEach(service -> queries.add(new Form().with("client_id", id).with("audience", service)));
        return queries;
    }

    private void add(JsonNode client, Answer answer) {
        ObjectNode entry =
                plans.addObject().put("client_id", client.path("client_id").asText());
        if (answer.status() == UNPROCESSABLE) {
            entry.put("refused", answer.json().path("detail").asText());
            entry.putArray("cut");
            return;
        }
        ObjectNode plan = answer.orFail().json();
        for (String member : List.of("scope", "version", "tokens", "depth", "bytes", "budget_used")) {
            entry.set(member, plan.path(member));
        }
        cut(plan.path("plan"), entry.putArray("cut"));
    }

    private static void cut(JsonNode token, ArrayNode cut) {
        for (JsonNode offer : token.path("exchange")) {
            if (offer.path("cut").asBoolean()) {
                cut.addObject()
                        .put("holder", offer.path("holder").asText())
                        .put("service", offer.path("service").asText())
                        .put("scope", offer.path("scope").asText());
            }
        }
        token.path("children").forEach(child -> cut(child, cut));
    }

    /** Returns whether the budget neither cuts nor refuses anything. */
    boolean allFit() {
        for (JsonNode plan : plans) {
            if (!plan.path("cut").isEmpty() || plan.has("refused")) {
                return false;
            }
        }
        return true;
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.set("plans", plans);
        return json;
    }

    String table() {
        Table table = new Table("CLIENT", "SCOPES", "TOKENS", "DEPTH", "BYTES", "BUDGET", "CUT (HOLDER → SERVICE)");
        int tooLarge = 0;
        for (JsonNode plan : plans) {
            boolean refused = plan.has("refused");
            tooLarge += refused || !plan.path("cut").isEmpty() ? 1 : 0;
            table.add(
                    Json.plain(plan.path("client_id")),
                    refused ? "-" : Json.plain(plan.path("scope")),
                    refused ? "-" : plan.path("tokens").asText(),
                    refused ? "-" : plan.path("depth").asText(),
                    refused ? "-" : plan.path("bytes").asText(),
                    refused ? "refused" : percent(plan),
                    refused ? Json.plain(plan.path("refused")) : cut(plan));
        }
        return table.text() + "\n" + plans.size() + (plans.size() == 1 ? " plan" : " plans")
                + "; the budget cuts or refuses " + tooLarge + "\n";
    }

    private static String percent(JsonNode plan) {
        return String.format(Locale.ROOT, "%.1f %%", plan.path("budget_used").asDouble() * 100);
    }

    private static String cut(JsonNode plan) {
        List<String> cut = new ArrayList<>();
        plan.path("cut")
                .forEach(offer -> cut.add(Json.plain(offer.path("holder")) + "→" + Json.plain(offer.path("service"))));
        return String.join(" ", cut);
    }
}
