package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.SharedIssuer.Replicas;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who sees what of a token at {@code POST /oauth2/introspect}. Staleness is in {@link StalenessOverHttpTest}. */
@ExtendWith(SharedIssuer.class)
class IntrospectionTest {
    private static final String SIGNED = "application/token-introspection+jwt";
    private static final String DEAD = "{\"active\":false}";
    private static final String GRAPH = """
            services:
              i-shop: {scopes: {"i-shop:order": ""}}
              i-pay: {scopes: {"i-pay:charge": ""}}
              i-bank: {scopes: {"i-bank:book": ""}}
            dependencies:
              i-shop-pay: {from: i-shop, to: i-pay, grants: ["i-pay:charge"]}
              i-pay-bank: {from: i-pay, to: i-bank, grants: ["i-bank:book"]}
            """;

    private static IntrospectionClients clients;

    private RunningIssuer issuer;
    private long version;
    private String token;

    /** Who asks. */
    private record IntrospectionClients(
            ServiceClient app, ServiceClient shop, ServiceClient pay, ServiceClient gateway, ServiceClient stranger) {}

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        clients = new IntrospectionClients(
                ServiceClient.registered(issuer, "i-app", "i-shop:order"),
                ServiceClient.registered(issuer, "i-shop", ""),
                ServiceClient.registered(issuer, "i-pay", ""),
                ServiceClient.registered(issuer, "i-gateway", "tokens:introspect"),
                ServiceClient.registered(issuer, "i-stranger", "i-shop:order"));
    }

    @BeforeEach
    void issue_a_token(RunningIssuer shared) throws Exception {
        issuer = shared;
        version = issuer.publish(GRAPH);
        token = clients.app().token("");
    }

    @Test
    void a_tokens_audience_sees_all_its_claims() throws Exception {
        JsonNode claims = Revoking.payload(token);

        ObjectNode told = (ObjectNode) clients.shop().introspection(token, "&include=tokens");

        assertThat(told.remove("active").booleanValue()).isTrue();
        assertThat(told.remove("token_type").textValue()).isEqualTo("Bearer");
        assertThat(told.remove("graph"))
                .isEqualTo(new ObjectMapper().readTree(String.format(Locale.ROOT, """
                {"version": %1$d, "current_version": %1$d, "stale": false, "missing": {}, "excess": {}, "changed": []}
                """, version)));
        ObjectNode said = claims.deepCopy();
        said.remove(List.of("graph", "status", "tokens"));
        JsonNode nested = told.remove("tokens");
        assertThat(told).isEqualTo(said);
        assertThat(nested).hasSize(1);
        assertThat(nested.get(0).get("type").textValue()).isEqualTo(ServiceClient.ACCESS_TOKEN);
        assertThat(nested.get(0).get("aud").textValue()).isEqualTo("i-pay");
        assertThat(nested.get(0).get("token").textValue())
                .isEqualTo(NestedEntries.in(token).get(0).get("token").textValue());
    }

    @Test
    void embedded_tokens_are_shown_only_on_request() throws Exception {
        ObjectNode told = (ObjectNode) clients.shop().introspection(token);
        ObjectNode asked = (ObjectNode) clients.shop().introspection(token, "&include=tokens");

        assertThat(told.has("tokens")).isFalse();
        assertThat(clients.shop().introspection(token, "&include=")).isEqualTo(told);
        asked.remove("tokens");
        assertThat(told).isEqualTo(asked);
    }

    @Test
    void a_client_with_the_scope_never_sees_embedded_tokens() throws Exception {
        JsonNode told = clients.gateway().introspection(token, "&include=tokens");

        assertThat(told).isEqualTo(clients.shop().introspection(token));
    }

    @Test
    void only_tokens_can_be_included() throws Exception {
        for (String include : List.of("token", "tokens%20graph", "TOKENS", "tokens&include=tokens")) {
            assertOAuthError(
                    clients.shop().introspect("token=" + token + "&include=" + include), 400, "invalid_request");
        }
    }

    @Test
    void embedded_tokens_are_active_for_their_audiences() throws Exception {
        List<String> tree = Revoking.tree(token);

        JsonNode told = clients.pay().introspection(tree.get(1), "&include=tokens");

        assertThat(told.get("aud").textValue()).isEqualTo("i-pay");
        assertThat(told.get("client_id").textValue()).isEqualTo("i-shop");
        assertThat(told.at("/act/sub").textValue()).isEqualTo("i-shop");
        assertThat(told.get("tokens")).hasSize(1);
        assertThat(clients.gateway().introspection(tree.get(2)).get("scope").textValue())
                .isEqualTo("i-bank:book");
        assertDead(clients.shop(), tree.get(1));
        assertDead(clients.pay(), tree.get(2));
    }

    @Test
    void for_others_the_token_is_not_active() throws Exception {
        assertDead(clients.stranger(), token);
        assertDead(clients.pay(), token);
        // A presenter does not need to see the content of a token.
        assertDead(clients.app(), token);
    }

    @Test
    void an_invalid_token_is_not_active_and_has_no_other_member(TestDatabase database) throws Exception {
        ObjectNode claims = Revoking.claims(token, "i-" + version);
        String alive = IssuerKeys.signed(database, claims);
        assertThat(clients.shop().introspection(alive).get("active").booleanValue())
                .isTrue();
        int signature = token.lastIndexOf('.') + 1;
        String tampered = token.substring(0, signature)
                + (token.charAt(signature) == 'A' ? 'B' : 'A')
                + token.substring(signature + 1);

        assertDead(clients.shop(), tampered);
        assertDead(clients.shop(), "x");
        assertDead(clients.shop(), "x".repeat(20_000));
        assertDead(clients.shop(), IssuerKeys.signed(database, claims.deepCopy().put("exp", 1)));
        assertDead(clients.shop(), IssuerKeys.signed(database, claims.deepCopy().put("iss", "https://else.example")));
        assertDead(clients.shop(), foreign(claims));
    }

    @Test
    void a_revoked_token_is_not_active_nor_are_its_embedded_ones() throws Exception {
        List<String> tree = Revoking.tree(token);

        new Revoking("i-app", clients.app().secret()).revoke(issuer, token);

        assertDead(clients.shop(), token);
        assertDead(clients.pay(), tree.get(1));
        assertDead(clients.gateway(), tree.get(2));
    }

    @Test
    void the_response_can_be_signed() throws Exception {
        HttpResponse<String> answer = Answers.send(clients.gateway()
                .form("/oauth2/introspect")
                .header("Accept", SIGNED)
                .POST(BodyPublishers.ofString("token=" + token)));

        assertThat(answer.headers().firstValue("Content-Type")).hasValue(SIGNED);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonNode claims = verified(answer.body(), "i-gateway");
        assertThat(claims.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("iss", "aud", "iat", "token_introspection");
        assertThat(claims.get("token_introspection"))
                .isEqualTo(clients.gateway().introspection(token));
    }

    @Test
    void a_signed_response_can_include_the_embedded_tokens() throws Exception {
        for (String include : List.of("", "&include=tokens")) {
            HttpResponse<String> answer = Answers.send(clients.shop()
                    .form("/oauth2/introspect")
                    .header("Accept", SIGNED)
                    .POST(BodyPublishers.ofString("token=" + token + include)));

            assertThat(verified(answer.body(), "i-shop").get("token_introspection"))
                    .isEqualTo(clients.shop().introspection(token, include));
        }
    }

    @Test
    void an_inactive_response_can_be_signed() throws Exception {
        HttpResponse<String> answer = Answers.send(clients.stranger()
                .form("/oauth2/introspect")
                .header("Accept", SIGNED)
                .POST(BodyPublishers.ofString("token=" + token)));

        assertThat(verified(answer.body(), "i-stranger")
                        .get("token_introspection")
                        .toString())
                .isEqualTo(DEAD);
    }

    @Test
    void a_client_that_accepts_anything_gets_json() throws Exception {
        HttpResponse<String> answer = Answers.send(clients.shop()
                .form("/oauth2/introspect")
                .header("Accept", "*/*")
                .POST(BodyPublishers.ofString("token=" + token)));

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void min_graph_version_is_answered_by_that_version_or_a_later_one(Replicas replicas) throws Exception {
        ServiceClient shop = clients.shop().at(replicas.second());
        // The second instance may not know the first clients yet.
        Soon.holds(() -> shop.introspect("token=x").statusCode() == 200);
        for (int round = 0; round < 3; round++) {
            long next = replicas.first()
                    .publish(GRAPH + "  i-again: {from: i-bank, to: i-shop, grants: [\"i-shop:order\"],"
                            + " requires: [\"i-bank:book\"], sharing: exchange, lifetime: PT" + (round + 1) + "M}\n");

            HttpResponse<String> answer = shop.introspect("token=" + token + "&min_graph_version=" + next);

            assertThat(json(answer).at("/graph/current_version").longValue()).isEqualTo(next);
        }
        assertOAuthError(
                shop.introspect("token=" + token + "&min_graph_version=999999999"), 503, "temporarily_unavailable");
        assertOAuthError(shop.introspect("token=" + token + "&min_graph_version=last"), 400, "invalid_request");
    }

    private JsonNode verified(String compact, String audience) throws Exception {
        var receiver = new JwtConsumerBuilder()
                .setVerificationKeyResolver(
                        new JwksVerificationKeyResolver(new JsonWebKeySet(issuer.jwks()).getJsonWebKeys()))
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, "ES256"))
                .setExpectedType(true, "token-introspection+jwt")
                .setExpectedIssuer(true, RunningIssuer.URL)
                .setExpectedAudience(true, audience)
                .setRequireIssuedAt()
                .build();
        return new ObjectMapper()
                .readTree(receiver.process(compact).getJwtClaims().getRawJson());
    }

    private static void assertDead(ServiceClient client, String token) throws Exception {
        HttpResponse<String> answer = client.introspect("token=" + RunningIssuer.encoded(token));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(DEAD);
    }

    private static String foreign(ObjectNode claims) throws Exception {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setHeader("typ", "at+jwt");
        jws.setKeyIdHeaderValue("foreign");
        jws.setAlgorithmHeaderValue("ES256");
        jws.setKey(EcJwkGenerator.generateJwk(EllipticCurves.P256).getPrivateKey());
        jws.setPayload(claims.toString());
        return jws.getCompactSerialization();
    }
}
