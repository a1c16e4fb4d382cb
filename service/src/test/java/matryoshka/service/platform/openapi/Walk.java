package matryoshka.service.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.DocumentSyntaxException;
import matryoshka.service.platform.openapi.Call.Caller;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;

/** Makes calls to a running issuer and compares each answer with the document. */
final class Walk {
    /** In bodies, stands for a token of the web shop. */
    static final String TOKEN = "(a token)";

    /** In bodies, stands for a code of a link to the console. */
    static final String CODE = "(a code)";

    private final RunningIssuer issuer;
    private final ApiDocument document;
    private final Map<Caller, String> authorization = new EnumMap<>(Caller.class);
    private final Coverage coverage = new Coverage();
    private String webShopSecret = "";
    private String token = "";
    private String splitHash = "";

    private Walk(RunningIssuer issuer, ApiDocument document) {
        this.issuer = issuer;
        this.document = document;
    }

    /** Makes the sample shop version 1 of the graph, and registers the callers. */
    static Walk through(RunningIssuer issuer) throws IOException, InterruptedException, DocumentSyntaxException {
        String served = Answers.send(issuer.to("/openapi.json")).body();
        Walk walk =
                new Walk(issuer, new ApiDocument(DocumentFormat.JSON.parse(served.getBytes(StandardCharsets.UTF_8))));
        try (var shop = Walk.class.getResourceAsStream("/matryoshka/examples/shop.yaml")) {
            assertThat(shop).isNotNull();
            issuer.publish(new String(shop.readAllBytes(), StandardCharsets.UTF_8));
        }
        walk.authorization.put(Caller.ADMIN, "Bearer " + issuer.adminToken());
        walk.authorization.put(Caller.WRITER, walk.bearer("writer", "graph:write clients:write"));
        walk.authorization.put(Caller.OUTSIDER, walk.bearer("outsider", "tokens:introspect"));
        String secret = issuer.register("web-shop", "orders:place orders:read");
        walk.authorization.put(Caller.WEB_SHOP, RunningIssuer.basic("web-shop", secret));
        walk.webShopSecret = secret;
        walk.authorization.put(
                Caller.CONSOLE, RunningIssuer.basic("console", issuer.register("console", "graph:read")));
        ObjectNode orders = JsonNodeFactory.instance.objectNode().put("client_id", "orders");
        orders.putArray("grant_types").add("urn:ietf:params:oauth:grant-type:token-exchange");
        walk.authorization.put(Caller.ORDERS, RunningIssuer.basic("orders", issuer.register(orders)));
        walk.splitHash = walk.splitHash("splitter");
        // A plan in use, so that changes have an impact.
        walk.token = issuer.issued("web-shop", secret, "orders:place");
        return walk;
    }

    ApiDocument document() {
        return document;
    }

    /** A token of {@link Caller#WEB_SHOP} for {@link Caller#ORDERS}. */
    String token() {
        return token;
    }

    /** The hash of the signature of a split token. */
    String splitHash() {
        return splitHash;
    }

    private String splitHash(String client) throws IOException, InterruptedException {
        String secret = issuer.register(JsonNodeFactory.instance
                .objectNode()
                .put("client_id", client)
                .put("scope", "orders:place")
                .put("token_format", "split"));
        byte[] signature = issuer.issued(client, secret, "").getBytes(StandardCharsets.US_ASCII);
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(signature));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns what the document describes and no answer has shown. */
    Set<String> missing() {
        return coverage.missing(document);
    }

    void take(Call call) throws IOException, InterruptedException, DocumentSyntaxException {
        Operation operation = document.operation(call.method(), call.path());
        HttpResponse<String> answer = Answers.send(request(call));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(call.status());
        JsonNode response = operation.node().get("responses").path(Integer.toString(call.status()));
        assertThat(response.isMissingNode())
                .as("the document leaves out this answer: " + answer.body())
                .isFalse();
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        checkAnswer(document.resolved(response), answer, type);
        if (call.status() < 300 && call.body() != null) {
            checkBody(operation, call);
        }
        coverage.add(operation, call, type);
    }

    private void checkAnswer(JsonNode response, HttpResponse<String> answer, String type)
            throws DocumentSyntaxException {
        response.path("headers").properties().forEach(header -> {
            if (document.resolved(header.getValue()).path("required").asBoolean()) {
                assertThat(answer.headers().firstValue(header.getKey()))
                        .as(header.getKey())
                        .isPresent();
            }
        });
        if (!response.has("content")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        JsonNode media = response.get("content").path(type);
        assertThat(media.isMissingNode()).as("the document leaves out " + type).isFalse();
        assertThat(document.faults(media.get("schema"), value(type, answer.body())))
                .as(answer.body())
                .isEmpty();
    }

    /** Checks an accepted body against the document. */
    private void checkBody(Operation operation, Call call) throws DocumentSyntaxException {
        String type = String.valueOf(call.headers().get("Content-Type"));
        JsonNode schema = operation.node().at("/requestBody/content").path(type).path("schema");
        assertThat(schema.isObject())
                .as("the document leaves out bodies of " + type)
                .isTrue();
        assertThat(document.faults(schema, value(type, String.valueOf(call.body()))))
                .isEmpty();
    }

    private static JsonNode value(String type, String text) throws DocumentSyntaxException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (type.endsWith("json")) {
            return DocumentFormat.JSON.parse(bytes);
        }
        if (type.endsWith("yaml")) {
            return DocumentFormat.YAML.parse(bytes);
        }
        return type.endsWith("urlencoded") ? form(text) : JsonNodeFactory.instance.textNode(text);
    }

    /** As OpenAPI reads forms: what may be repeated is a list, a version number is a number. */
    private static ObjectNode form(String text) {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        for (String parameter : text.split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            switch (pair[0]) {
                case "audience", "resource" -> form.withArray("/" + pair[0]).add(pair[1]);
                case "min_graph_version" -> form.put(pair[0], Long.parseLong(pair[1]));
                default -> form.put(pair[0], pair[1]);
            }
        }
        return form;
    }

    private HttpRequest.Builder request(Call call) throws IOException, InterruptedException {
        String body = call.body();
        if (body != null && body.contains(TOKEN)) {
            body = body.replace(TOKEN, issuer.issued("web-shop", webShopSecret, "orders:place"));
        }
        if (body != null && body.contains(CODE)) {
            body = body.replace(CODE, code());
        }
        HttpRequest.Builder request = issuer.to(call.target())
                .method(call.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        call.headers().forEach(request::header);
        if (authorization.containsKey(call.caller())) {
            request.header("Authorization", authorization.get(call.caller()));
        }
        return request;
    }

    private String code() throws IOException, InterruptedException {
        return Answers.json(Answers.send(issuer.to("/console/links")
                        .header("Authorization", String.valueOf(authorization.get(Caller.CONSOLE)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(""))))
                .get("url")
                .textValue()
                .replaceFirst(".*#code=", "");
    }

    private String bearer(String clientId, String scope) throws IOException, InterruptedException {
        return "Bearer " + issuer.issued(clientId, issuer.register(clientId, scope), "");
    }
}
