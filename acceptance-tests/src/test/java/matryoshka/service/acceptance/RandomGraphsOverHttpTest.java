package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds in every graph (docs/model.md, section 9), checked over HTTP with two dozen random graphs. */
@ExtendWith(IssuerExtension.class)
class RandomGraphsOverHttpTest {
    private static final List<String> SAME =
            List.of("aud", "scope", "sub", "act", "client_id", "txn", "tier", "note", "channel", "cnf");
    private static final int GRAPHS = 20;

    private static final Map<String, ServiceClient> CLIENTS = new HashMap<>();
    private static String jwks = "";

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish(RandomEdges.services().toString());
        StringBuilder scopes = new StringBuilder();
        for (int number = 0; number < RandomEdges.SERVICES; number++) {
            scopes.append(String.format(Locale.ROOT, "s%1$d:a s%1$d:b ", number));
            register(issuer, "s" + number, "");
        }
        for (String client : List.of("c0", "c1")) {
            register(issuer, client, scopes.toString().strip());
        }
        register(issuer, "gateway", "tokens:introspect");
        jwks = issuer.jwks();
    }

    private static void register(RunningIssuer issuer, String client, String scope) throws Exception {
        ObjectNode metadata =
                new ObjectMapper().createObjectNode().put("client_id", client).put("scope", scope);
        if (client.startsWith("c")) {
            metadata.putObject("claims").put("tier", "gold").put("note", "private");
        }
        CLIENTS.put(client, ServiceClient.registered(issuer, metadata));
    }

    /** Invariant 3. */
    @Test
    void what_is_embedded_along_an_edge_and_what_is_exchanged_along_it_say_the_same(RunningIssuer issuer)
            throws Exception {
        RandomEdges graphs = new RandomEdges(1);
        int compared = 0;
        for (int round = 0; round < GRAPHS; round++) {
            ObjectNode graph = graphs.next();
            if (publish(issuer, graph)) {
                for (String client : List.of("c0", "c1")) {
                    String service = "s" + round % RandomEdges.SERVICES;
                    OutsideToken outer = verified(client(client).token(service + ":a " + service + ":b"));
                    compared += compare(graph.get("dependencies"), client, outer);
                }
            }
        }
        assertThat(compared).isGreaterThan(GRAPHS);
    }

    private static int compare(JsonNode edges, String client, OutsideToken parent) throws Exception {
        int compared = 0;
        for (JsonNode entry : parent.entries()) {
            OutsideToken embedded = verified(entry.get("token").textValue());
            String holder = embedded.text("client_id");
            Map<String, Set<String>> granted = granted(edges, client, parent, holder);
            granted.keySet().removeIf(callee -> !embedded.audiences().contains(RandomEdges.audience(callee)));
            // Of a token that several services share, the edge does not show which it was embedded for.
            if (granted.size() == 1) {
                var only = granted.entrySet().iterator().next();
                OutsideToken exchanged = verified(client(holder)
                        .exchanged(
                                parent.compact(),
                                "&audience=" + only.getKey() + "&scope=" + String.join("+", only.getValue())));
                for (String claim : SAME) {
                    assertThat(exchanged.claim(claim))
                            .as("%s in %s", claim, edges)
                            .isEqualTo(embedded.claim(claim));
                }
                assertThat(exchanged.number("exp")).isLessThanOrEqualTo(parent.number("exp"));
                compared++;
            }
            compared += compare(edges, client, embedded);
        }
        return compared;
    }

    /** What the holder's edges give with this token, by callee. */
    private static Map<String, Set<String>> granted(JsonNode edges, String client, OutsideToken parent, String holder) {
        Map<String, Set<String>> granted = new HashMap<>();
        for (JsonNode edge : edges) {
            boolean matches = edge.get("from").textValue().equals(holder)
                    && edge.get("sharing").textValue().equals("embed")
                    && parent.scopes().containsAll(texts(edge.path("requires")))
                    && (!edge.has("clients") || texts(edge.get("clients")).contains(client));
            if (matches) {
                granted.computeIfAbsent(edge.get("to").textValue(), callee -> new TreeSet<>())
                        .addAll(texts(edge.get("grants")));
            }
        }
        return granted;
    }

    /** Invariant 5. */
    @Test
    void a_token_is_stale_if_and_only_if_minting_it_again_gives_another_one(RunningIssuer issuer) throws Exception {
        RandomEdges graphs = new RandomEdges(2);
        Map<Boolean, Integer> seen = new HashMap<>();
        for (int round = 0; round < GRAPHS; round++) {
            ObjectNode before = graphs.next();
            ObjectNode after = graphs.changed(before);
            if (publish(issuer, before)) {
                Map<String, String> tokens = new HashMap<>();
                for (String client : List.of("c0", "c1")) {
                    for (int number = 0; number < RandomEdges.SERVICES; number++) {
                        String scope = "s" + number + ":a";
                        tokens.put(client + " " + scope, client(client).token(scope));
                    }
                }
                if (publish(issuer, after)) {
                    for (var request : tokens.entrySet()) {
                        assertStale(request.getKey().split(" "), request.getValue(), before + " to " + after, seen);
                    }
                }
            }
        }
        assertThat(seen.get(true)).isGreaterThan(GRAPHS);
        assertThat(seen.get(false)).isGreaterThan(GRAPHS);
    }

    private static void assertStale(String[] request, String token, String change, Map<Boolean, Integer> seen)
            throws Exception {
        Map<String, String> today = MintedContents.of(client(request[0]).token(request[1]));
        Iterator<String> trees = Revoking.tree(token).iterator();
        for (var content : MintedContents.of(token).entrySet()) {
            JsonNode told = client("gateway").introspection(trees.next()).get("graph");
            boolean stale = told.get("stale").booleanValue();
            assertThat(stale)
                    .as("%s of %s from %s", content.getKey(), request[1], change)
                    .isEqualTo(!content.getValue().equals(today.get(content.getKey())));
            boolean power =
                    !told.get("missing").isEmpty() || !told.get("excess").isEmpty();
            assertThat(!told.get("changed").isEmpty())
                    .as("%s: a direction, and one", told)
                    .isEqualTo(stale && !power);
            assertThat(stale || !power).as("%s", told).isTrue();
            seen.merge(stale, 1, Integer::sum);
        }
    }

    private static ServiceClient client(String id) {
        return Objects.requireNonNull(CLIENTS.get(id), id);
    }

    /** Whether a document is one. */
    private static boolean publish(RunningIssuer issuer, ObjectNode document) throws Exception {
        HttpResponse<String> answer = Caller.admin(issuer).put("/graph", document.toString(), "If-Match", "*");
        if (answer.statusCode() == 422) {
            assertThat(Answers.json(answer).get("violations")).isNotEmpty();
            return false;
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return true;
    }

    private static OutsideToken verified(String token) throws Exception {
        JsonNode aud = Revoking.payload(token).get("aud");
        return OutsideToken.verified(token, (aud.isArray() ? aud.get(0) : aud).textValue(), "ES256", jwks);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}
