package matryoshka.service.acceptance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.PlayedKeys;
import matryoshka.service.testing.RawHttp;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** The graph and the clients that the bad inputs are about, and how to send one. */
final class BadInputWorld {
    static final int CALLEES = 30;
    /** An issuer that this one trusts, for the client {@code root}. */
    static final String TRUSTED = "https://trusted.example";

    private static final String GRAPH = """
            services:
              orders: {scopes: {orders.read: ""}}
              payments: {scopes: {payments.admin: ""}}
              a: {audience: "https://a.example/", owners: [owner-a], scopes: {a.use: ""}}
              b: {audience: "https://b.example/", owners: [owner-b], scopes: {b.use: ""}}
              root: {scopes: {root.all: "", root.more: ""}}
            %s
            dependencies:
            %s
            """;

    private final RunningIssuer issuer;
    private final TestDatabase database;
    private List<String> presented = List.of();
    private final Map<String, String> secrets = new HashMap<>();
    private final ClientKey assertingKey = ClientKey.es256();
    private final PublicJsonWebKey trustedKey = trusted();

    private BadInputWorld(RunningIssuer issuer, TestDatabase database) {
        this.issuer = issuer;
        this.database = database;
    }

    static BadInputWorld on(RunningIssuer issuer, TestDatabase database) throws IOException, InterruptedException {
        BadInputWorld world = new BadInputWorld(issuer, database);
        issuer.publish(GRAPH.formatted(
                lines("  c%1$d: {scopes: {c%1$d.use: \"\"}}"),
                lines("  root-c%1$d: {from: root, to: c%1$d, grants: [c%1$d.use]}")));
        world.register(client("client", "orders.read"));
        world.register(client("wide", "root.all"));
        world.register(client("two", "a.use b.use"));
        world.register(client("owner-a", "graph:write"));
        world.register(client("c0", ""));
        world.register(client("scopeless", ""));
        world.register(client("disabled", "orders.read").put("disabled", true));
        for (ObjectNode exchanger : List.of(client("exchanger", "orders.read"), client("root", "root.all"))) {
            exchanger.putArray("grant_types").add(ServiceClient.EXCHANGE);
            world.register(exchanger);
        }
        world.trust();
        world.register(client("asserting", "orders.read"));
        world.changeToAssertions();
        return world;
    }

    RunningIssuer issuer() {
        return issuer;
    }

    TestDatabase database() {
        return database;
    }

    String secret(String clientId) {
        return Objects.requireNonNull(secrets.get(clientId), clientId);
    }

    String basic(String clientId) {
        return RunningIssuer.basic(clientId, secret(clientId));
    }

    /** Remembers the tokens that a case is about. */
    void present(String... tokens) {
        presented = List.of(tokens);
    }

    List<String> presented() {
        return presented;
    }

    /** A form of the registered client {@code client}. */
    BadInputAnswer form(String body) throws IOException, InterruptedException {
        return form("client", body);
    }

    BadInputAnswer form(String clientId, String body) throws IOException, InterruptedException {
        return send(tokenRequest().header("Authorization", basic(clientId)).POST(BodyPublishers.ofString(body)));
    }

    /** A form with whatever credentials are in it. */
    BadInputAnswer bareForm(String body) throws IOException, InterruptedException {
        return send(tokenRequest().POST(BodyPublishers.ofString(body)));
    }

    /** The key that the client {@code asserting} signs with. */
    ClientKey assertingKey() {
        return assertingKey;
    }

    /** The key that the trusted issuer signs with. */
    PublicJsonWebKey trustedKey() {
        return trustedKey;
    }

    BadInputAnswer asserted(String assertion) throws IOException, InterruptedException {
        return asserted(assertion, "");
    }

    BadInputAnswer asserted(String assertion, String parameters) throws IOException, InterruptedException {
        return bareForm("grant_type=client_credentials" + RunningIssuer.asserting(assertion) + parameters);
    }

    BadInputAnswer wrongSecret() throws IOException, InterruptedException {
        return send(tokenRequest()
                .header("Authorization", RunningIssuer.basic("client", "wrong"))
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
    }

    HttpRequest.Builder tokenRequest() {
        return issuer.to("/oauth2/token").header("Content-Type", "application/x-www-form-urlencoded");
    }

    BadInputAnswer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return timed(() -> Answers.send(request));
    }

    /** A request over HTTP. */
    interface Asking {
        HttpResponse<String> ask() throws IOException, InterruptedException;
    }

    BadInputAnswer timed(Asking asking) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<String> answer = asking.ask();
        return BadInputAnswer.of(answer, Duration.ofNanos(System.nanoTime() - start));
    }

    BadInputAnswer sendRaw(String request) throws IOException {
        long start = System.nanoTime();
        String answer = RawHttp.send(issuer.port(), request);
        return BadInputAnswer.of(answer, Duration.ofNanos(System.nanoTime() - start));
    }

    private void register(ObjectNode metadata) throws IOException, InterruptedException {
        secrets.put(metadata.get("client_id").textValue(), issuer.register(metadata));
    }

    private void changeToAssertions() throws IOException, InterruptedException {
        ObjectNode metadata = assertingKey.registration("asserting", "orders.read");
        HttpResponse<String> changed = Answers.send(issuer.asAdmin("/clients/asserting")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(metadata.toString())));
        if (changed.statusCode() != 200) {
            throw new AssertionError(changed.body());
        }
    }

    private void trust() throws IOException, InterruptedException {
        HttpResponse<String> registered = Answers.send(issuer.asAdmin("/issuers")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"name": "trusted", "issuer": "%s", "jwks": %s, "audiences": ["us"], "clients": ["root"],
                         "types": ["jwt", "id_token", "access_token"]}
                        """.formatted(TRUSTED, new JsonWebKeySet(trustedKey).toJson()))));
        if (registered.statusCode() != 201) {
            throw new AssertionError(registered.body());
        }
    }

    private static PublicJsonWebKey trusted() {
        try {
            return PlayedKeys.make("ES256", "trusted");
        } catch (JoseException failed) {
            throw new AssertionError(failed);
        }
    }

    private static ObjectNode client(String id, String scope) {
        return new ObjectMapper().createObjectNode().put("client_id", id).put("scope", scope);
    }

    private static String lines(String line) {
        return IntStream.range(0, CALLEES).mapToObj(line::formatted).collect(Collectors.joining("\n"));
    }
}
