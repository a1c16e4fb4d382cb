package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.PlayedReceiver;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Webhooks: who may register them, and what they receive. */
class WebhooksTest {
    @RegisterExtension
    static final IssuerExtension ISSUER = new IssuerExtension(Map.of("trust.allowLoopback", "true"));

    private final PlayedReceiver receiver = PlayedReceiver.start();
    private RunningIssuer issuer;
    private Caller admin;

    @BeforeEach
    void empty(RunningIssuer running, TestDatabase database) throws Exception {
        issuer = running;
        admin = Caller.admin(issuer);
        database.jdbi().useHandle(handle -> handle.execute("delete from webhook"));
        long version = issuer.publish(EventWorld.GRAPH);
        Soon.holds(() -> takenDown(database) == version);
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void events_are_pushed_until_they_are_accepted() throws Exception {
        receiver.fail(2);
        assertThat(put("b", receiver.url().toString()).statusCode()).isEqualTo(201);
        String token = EventWorld.token(issuer, "pushed");
        long version = EventWorld.patch(issuer, EventWorld.MORE);

        Soon.holds(() -> receiver.pushes().size() == 3 && pending() == 0);
        List<PlayedReceiver.Push> pushes = receiver.pushes();
        assertThat(pushes).allSatisfy(push -> {
            assertThat(push.contentType()).isEqualTo("application/secevent+jwt");
            assertThat(push.accept()).isEqualTo("application/json");
        });
        JsonNode claims = verified(pushes.get(2).token());
        assertThat(verified(pushes.get(0).token())).isEqualTo(claims);
        assertThat(claims.fieldNames()).toIterable().containsExactlyInAnyOrder("iss", "iat", "jti", "aud", "events");
        JsonNode event = claims.get("events").get(RunningIssuer.URL + "/events/graph-published");
        assertThat(event.get("version").longValue()).isEqualTo(version);
        assertThat(event.get("fresh")).isEmpty();
        String inner = Revoking.tree(token).get(1);
        // Tokens that other tests were issued may live, and are concerned as this one is.
        assertThat(event.get("stale"))
                .allSatisfy(node -> {
                    assertThat(node.get("aud").get(0).textValue()).isEqualTo("https://b.example");
                    assertThat(node.get("missing").booleanValue()).isTrue();
                })
                .extracting(node -> node.get("plan"))
                .contains(Revoking.payload(inner).get("graph").get("plan"));
        assertThat(issuer.read("/webhooks/b").get("delivered_version").longValue())
                .isEqualTo(version);
    }

    @Test
    void an_unaffected_service_gets_no_event(TestDatabase database) throws Exception {
        put("b", receiver.url().toString());
        EventWorld.token(issuer, "unconcerned");
        long version = EventWorld.patch(issuer, "services: {c: {scopes: {'c:w': ''}}}");
        Soon.holds(() -> takenDown(database) == version);

        assertThat(pending()).isZero();
        assertThat(receiver.pushes()).isEmpty();
    }

    @Test
    void delivery_is_given_up_after_a_day(TestDatabase database) throws Exception {
        receiver.fail(Integer.MAX_VALUE);
        put("b", receiver.url().toString());
        EventWorld.token(issuer, "in-vain");
        long version = EventWorld.patch(issuer, EventWorld.MORE);
        Soon.holds(() -> !receiver.pushes().isEmpty());
        database.jdbi()
                .useHandle(handle ->
                        handle.execute("update webhook_delivery set created_at = created_at - interval '25 hours'"));

        Soon.holds(() -> pending() == 0);
        JsonNode webhook = issuer.read("/webhooks/b");
        assertThat(webhook.get("given_up_version").longValue()).isEqualTo(version);
        assertThat(webhook.has("delivered_version")).isFalse();
    }

    @Test
    void an_unusable_url_is_not_registered(TestDatabase database) throws Exception {
        database.jdbi().useHandle(handle -> handle.execute("alter table webhook_delivery rename to elsewhere"));
        try {
            assertThat(put("b", "https://b.example/events").statusCode()).isGreaterThanOrEqualTo(500);
        } finally {
            database.jdbi().useHandle(handle -> handle.execute("alter table elsewhere rename to webhook_delivery"));
        }
        assertProblem(admin.get("/webhooks/b"), 404);
    }

    @Test
    void a_webhook_is_registered_changed_read_and_removed() throws Exception {
        HttpResponse<String> created = put("b", "https://b.example/events");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.body()).isEqualTo("{\"service\":\"b\",\"url\":\"https://b.example/events\",\"pending\":0}");
        assertThat(put("b", "https://b.example/other").statusCode()).isEqualTo(200);
        assertThat(json(admin.get("/webhooks")).at("/webhooks/0/url").textValue())
                .isEqualTo("https://b.example/other");

        assertThat(admin.delete("/webhooks/b").statusCode()).isEqualTo(204);
        assertProblem(admin.get("/webhooks/b"), 404);
        assertProblem(admin.delete("/webhooks/b"), 404);
        assertProblem(admin.delete("/webhooks/" + "a".repeat(101)), 404);
        assertThat(json(admin.get("/webhooks")).get("webhooks")).isEmpty();
    }

    @Test
    void a_webhook_needs_an_existing_service_and_an_allowed_url() throws Exception {
        assertProblem(put("nobody", "https://b.example/events"), 404);
        for (String wrong :
                List.of("http://b.example/", "https://10.0.0.1/", "ftp://b.example/", "b", "https://u@b/")) {
            assertViolates(put("b", wrong), "/url url");
        }
        assertViolates(send("b", "{}"), "/url required");
        assertViolates(send("b", "{\"url\": \"https://b.example/\", \"key\": 1}"), "/key unknown-member");
        assertViolates(send("b", "[]"), " wrong-type");
        assertProblem(send("b", "{"), 400);
    }

    @Test
    void any_text_in_the_path_is_handled() throws Exception {
        // Some are refused by closing the connection; the others arrive here.
        for (String name : List.of("%00", "a%2Fb")) {
            assertThat(admin.get("/webhooks/" + name).statusCode()).isEqualTo(400);
        }
        for (String name : List.of("%F0%9F%AA%86", "'%20or%201=1", "a".repeat(2_000))) {
            assertThat(admin.get("/webhooks/" + name).statusCode()).isEqualTo(404);
            assertThat(put(name, "https://b.example/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void reading_needs_clients_read_and_writing_authority_over_the_service() throws Exception {
        Caller reader = Caller.registered(issuer, "webhook-reader", "clients:read");
        Caller writer = Caller.registered(issuer, "webhook-writer", "clients:write");
        Caller publisher = Caller.registered(issuer, "webhook-publisher", "clients:write graph:publish-any");
        String body = "{\"url\": \"https://b.example/\"}";

        assertThat(reader.get("/webhooks").statusCode()).isEqualTo(200);
        assertProblem(reader.send("PUT", "/webhooks/b", "application/json", body), 403);
        assertProblem(writer.get("/webhooks"), 403);
        assertProblem(writer.send("PUT", "/webhooks/b", "application/json", body), 403);
        assertThat(publisher
                        .send("PUT", "/webhooks/b", "application/json", body)
                        .statusCode())
                .isEqualTo(201);
        assertProblem(writer.delete("/webhooks/b"), 403);
        assertProblem(writer.send("PUT", "/webhooks/matryoshka", "application/json", body), 403);
    }

    private HttpResponse<String> put(String service, String url) throws Exception {
        return send(service, "{\"url\": \"" + url + "\"}");
    }

    private HttpResponse<String> send(String service, String body) throws Exception {
        return admin.send("PUT", "/webhooks/" + service, "application/json", body);
    }

    private long pending() throws Exception {
        return issuer.read("/webhooks/b").get("pending").longValue();
    }

    private static long takenDown(TestDatabase database) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select coalesce(max(version), 0) from graph_event")
                        .mapTo(long.class)
                        .one());
    }

    private JsonNode verified(String token) throws Exception {
        var receiving = new JwtConsumerBuilder()
                .setVerificationKeyResolver(
                        new JwksVerificationKeyResolver(new JsonWebKeySet(issuer.jwks()).getJsonWebKeys()))
                .setExpectedType(true, "secevent+jwt")
                .setExpectedIssuer(true, RunningIssuer.URL)
                .setExpectedAudience("https://b.example")
                .setRequireIssuedAt()
                .setRequireJwtId()
                .build();
        return new ObjectMapper().readTree(receiving.processToClaims(token).getRawJson());
    }

    private static void assertViolates(HttpResponse<String> answer, String violation) throws Exception {
        assertProblem(answer, 422);
        assertThat(json(answer).get("violations"))
                .singleElement()
                .satisfies(only -> assertThat(only.get("pointer").textValue() + " "
                                + only.get("rule").textValue())
                        .isEqualTo(violation));
    }
}
