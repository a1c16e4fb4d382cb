package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.RunningIssuer;

/**
 * A graph and clients for what {@link WhoCanDoWhatTest} tries: the service {@code wc-bank}, which {@code wc-owner} owns, as a client too;
 * services of the same owner for which no client is registered, and such that were removed; and the scope {@code wc-bank:old}, which the
 * bank gave up. Each attempt takes a service of its own: the name of a client that was just removed can only be registered again a second
 * or two later.
 */
final class PowerWorld {
    private static final List<String> SAFE = names("wc-safe-");
    private static final List<String> GONE = names("wc-gone-");
    private static final String GRAPH = """
            services:
              wc-bank: {owners: [wc-owner], scopes: {"wc-bank:read": "", "wc-bank:pay": ""}}
              wc-shop: {owners: [wc-keeper], scopes: {"wc-shop:order": ""}}
              wc-mail: {owners: [wc-keeper], scopes: {"wc-mail:send": ""}}
            %s
            dependencies:
              wc-pay: {from: wc-shop, to: wc-bank, grants: ["wc-bank:read"]}
              wc-send: {from: wc-bank, to: wc-mail, grants: ["wc-mail:send"]}
            """.formatted(ownedByTheOwner(SAFE));
    private static final String BEFORE = """
            services:
              wc-bank: {owners: [wc-owner], scopes: {"wc-bank:read": "", "wc-bank:pay": "", "wc-bank:old": ""}}
              wc-mail: {owners: [wc-keeper], scopes: {"wc-mail:send": ""}}
            %s
            """.formatted(ownedByTheOwner(GONE));
    private static final ObjectMapper JSON = new ObjectMapper();

    final RunningIssuer issuer;
    final Caller admin;
    final ServiceClient app;
    private final AtomicInteger count = new AtomicInteger();
    private final Iterator<String> safe = SAFE.iterator();
    private final Iterator<String> gone = GONE.iterator();

    PowerWorld(RunningIssuer issuer) throws Exception {
        this.issuer = issuer;
        this.admin = Caller.admin(issuer);
        issuer.publish(BEFORE);
        issuer.publish(GRAPH);
        this.app = ServiceClient.registered(issuer, "wc-app", "wc-bank:pay");
    }

    /** Who acts. */
    record Actor(String title, ServiceClient client, Caller api) {}

    /** A client with scopes of the issuer. */
    Actor actor(String title, String clientId, String scope) throws Exception {
        ServiceClient client = ServiceClient.registered(issuer, clientId, scope);
        return new Actor(title, client, new Caller(issuer, client.token("")));
    }

    /** An id that nothing has. */
    String fresh() {
        return "wc-fresh-" + count.incrementAndGet();
    }

    /** A service of the owner that no attempt has used yet. */
    String safe() {
        return safe.next();
    }

    /** A removed service of the owner that no attempt has used yet. */
    String gone() {
        return gone.next();
    }

    /** Registers a client as the first admin and returns its id. */
    String client(String scope) throws Exception {
        String id = fresh();
        issuer.register(id, scope);
        return id;
    }

    /** Registers a client as an actor and returns the status. */
    String register(Actor actor, String id, String scope) throws Exception {
        String status = write(actor, "POST", "/clients", Map.of("client_id", id, "scope", scope));
        if (status.startsWith("2")) {
            admin.delete("/clients/" + id);
        }
        return status;
    }

    String write(Actor actor, String method, String path, Map<String, ?> body) throws Exception {
        return status(actor.api().send(method, path, "application/json", JSON.writeValueAsString(body)));
    }

    /** Replaces a client's registration: by what is there, and another name for people. */
    String change(Actor actor, String id) throws Exception {
        return change(actor, id, "client_name", TextNode.valueOf("Changed by " + actor.title()));
    }

    String change(Actor actor, String id, String member, JsonNode value) throws Exception {
        ObjectNode before = (ObjectNode) json(admin.get("/clients/" + id));
        before.remove("client_id_issued_at");
        String path = "/clients/" + id;
        ObjectNode after = before.deepCopy().set(member, value);
        String status = status(actor.api().send("PUT", path, "application/json", after.toString()));
        if (status.startsWith("2")) {
            admin.send("PUT", path, "application/json", before.toString());
        }
        return status;
    }

    /** Changes the graph, and puts it back as it was. */
    String patch(Actor actor, String patch) throws Exception {
        return undone(actor.api().patch("/graph", patch));
    }

    String undone(HttpResponse<String> answer) throws Exception {
        if (answer.statusCode() / 100 == 2) {
            issuer.publish(GRAPH);
        }
        return status(answer);
    }

    static String status(HttpResponse<String> answer) throws IOException {
        return String.valueOf(answer.statusCode());
    }

    private static List<String> names(String prefix) {
        return IntStream.range(0, 60).mapToObj(number -> prefix + number).toList();
    }

    private static String ownedByTheOwner(List<String> services) {
        return services.stream()
                .map(service -> "  " + service + ": {owners: [wc-owner]}")
                .collect(Collectors.joining("\n"));
    }
}
