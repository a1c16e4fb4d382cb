package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static matryoshka.service.testing.RunningIssuer.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.Exchanging;
import matryoshka.service.testing.PlayedKeys;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans for users of trusted issuers and for exchanges, compared with the tokens that are minted then. */
@ExtendWith(SharedIssuer.class)
class PreviewForUsersTest {
    private static final String GRAPH = """
            services:
              pu-shop: {scopes: {"pu-shop:order": "", "pu-shop:read": ""}}
              pu-pay: {scopes: {"pu-pay:charge": ""}}
              pu-books: {scopes: {"pu-books:write": "", "pu-books:read": ""}}
              pu-mail: {scopes: {"pu-mail:send": ""}}
            dependencies:
              pu-shop-pay: {from: pu-shop, to: pu-pay, requires: ["pu-shop:order"], grants: ["pu-pay:charge"], claims: {pass: [tier]}}
              pu-pay-books: {from: pu-pay, to: pu-books, grants: ["pu-books:write", "pu-books:read"], sharing: exchange}
              pu-books-mail: {from: pu-books, to: pu-mail, requires: ["pu-books:write"], grants: ["pu-mail:send"]}
            """;
    private static final String ALICE = "&issuer=pu-acme&subject=" + "alice-of-acme".repeat(4);
    private static final String CLAIMS =
            "{\"level\": \"gold\", \"acr\": \"2\", \"unmapped\": \"" + "x".repeat(99) + "\"}";

    private static PublicJsonWebKey key;
    private static Exchanging web;
    private static Exchanging shop;
    private static Exchanging pay;

    private RunningIssuer issuer;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        key = PlayedKeys.make("ES256", "first");
        web = Exchanging.register(
                issuer,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("client_id", "pu-web")
                        .put("scope", "pu-shop:order pu-shop:read"));
        shop = Exchanging.register(issuer, "pu-shop");
        pay = Exchanging.register(issuer, "pu-pay");
        HttpResponse<String> registered = Caller.admin(issuer)
                .send("POST", "/issuers", "application/json", """
                {"name": "pu-acme", "issuer": "https://acme.pu.example", "jwks": %s, "audiences": ["us"],
                 "types": ["jwt"], "clients": ["pu-web"], "claims": {"level": "tier"}}
                """.formatted(new JsonWebKeySet(key).toJson()));
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
    }

    @BeforeEach
    void publish(RunningIssuer shared) throws Exception {
        issuer = shared;
        issuer.publish(GRAPH);
    }

    @Test
    void a_preview_for_a_user_is_the_plan_and_the_size_of_the_users_token() throws Exception {
        JsonNode preview = preview("&scope=pu-shop:order" + ALICE + "&claims=" + encoded(CLAIMS));
        String token = begun();

        assertSame(preview, token);
        assertThat(preview.get("subject").textValue()).isEqualTo("pu-acme:" + "alice-of-acme".repeat(4));
        assertThat(preview.get("bytes").intValue())
                .isGreaterThan(preview("&scope=pu-shop:order").get("bytes").intValue());
        assertThat(preview("&scope=pu-shop:order" + ALICE).get("bytes").intValue())
                .isLessThan(preview.get("bytes").intValue());
    }

    @Test
    void a_preview_of_an_exchange_is_the_plan_and_the_size_of_the_token_that_it_gives() throws Exception {
        String received = issuer.issued(web.clientId(), web.secret(), "pu-shop:order");
        String charging = shop.exchanged(issuer, received, "&audience=pu-pay");

        assertSame(preview("&scope=pu-shop:order&via=pu-shop&audience=pu-pay"), charging);
        assertSame(preview("&scope=pu-shop:order&via=pu-shop"), shop.exchanged(issuer, received, ""));
        JsonNode books = preview("&scope=pu-shop:order&via=pu-shop&via=pu-pay&audience=pu-books");
        assertSame(books, pay.exchanged(issuer, charging, "&audience=pu-books"));
        assertThat(books.get("via")).hasToString("[\"pu-shop\",\"pu-pay\"]");
        assertThat(books.at("/plan/children")).hasSize(1);
        JsonNode reading =
                preview("&scope=pu-shop:order&via=pu-shop&via=pu-pay&audience=pu-books&exchange_scope=pu-books:read");
        assertThat(reading.at("/plan/scope").textValue()).isEqualTo("pu-books:read");
        assertThat(reading.at("/plan/children")).isEmpty();
    }

    @Test
    void exchanges_continue_a_users_chain() throws Exception {
        String begun = begun();
        JsonNode preview =
                preview("&scope=pu-shop:order&via=pu-shop&audience=pu-pay" + ALICE + "&claims=" + encoded(CLAIMS));
        assertSame(preview, shop.exchanged(issuer, begun, "&audience=pu-pay"));
    }

    @Test
    void pictures_show_the_same_plan() throws Exception {
        String dot = Answers.send(issuer.asAdmin(
                        "/graph/plan.dot?client_id=pu-web&scope=pu-shop:order&via=pu-shop&audience=pu-pay"))
                .body();
        assertThat(dot).contains("held by pu-shop").doesNotContain("held by pu-web");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "&issuer=pu-acme                                       | 400 | ''",
                "&subject=alice                                        | 400 | ''",
                "&issuer=pu-acme&subject=a%00b                         | 400 | ''",
                "&issuer=pu-acme&subject=alice&claims=[]               | 400 | ''",
                "&issuer=pu-acme&subject=alice&claims={                | 400 | ''",
                "&claims={}                                            | 400 | ''",
                "&via=a&via=a&via=a&via=a&via=a&via=a&via=a&via=a&via=a | 400 | ''",
                "&exchange_scope=x                                     | 400 | ''",
                "&issuer=nobody&subject=alice                          | 404 | ''",
                "&via=pu-pay                                           | 422 | invalid_target",
                "&via=pu-shop&audience=pu-mail                         | 422 | invalid_target",
                "&via=pu-shop&audience=nowhere                         | 422 | invalid_target",
                "&via=pu-shop&audience=pu-pay&exchange_scope=pu-pay:no | 422 | invalid_scope",
                "&via=pu-shop&audience=pu-pay&exchange_scope=%22       | 422 | invalid_scope"
            })
    void a_preview_that_is_impossible_says_why(String query, int status, String error) throws Exception {
        HttpResponse<String> answer = Caller.admin(issuer)
                .get("/graph/plan?client_id=pu-web&scope=pu-shop:order"
                        + query.replace("{", "%7B")
                                .replace("}", "%7D")
                                .replace("[", "%5B")
                                .replace("]", "%5D"));
        assertProblem(answer, status);
        assertThat(json(answer).path("error").asText()).isEqualTo(error);
    }

    @Test
    void a_client_that_an_issuer_does_not_list_gets_the_token_endpoints_error() throws Exception {
        issuer.register("pu-other", "pu-shop:read");
        HttpResponse<String> answer = Caller.admin(issuer).get("/graph/plan?client_id=pu-other" + ALICE);
        assertProblem(answer, 422);
        assertThat(json(answer).get("error").textValue()).isEqualTo("invalid_request");
    }

    /** The token of the user's chain that web gets. */
    private String begun() throws Exception {
        HttpResponse<String> answer = web.ask(issuer, usersToken(), "jwt", "&scope=pu-shop:order");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("access_token").textValue();
    }

    private JsonNode preview(String query) throws Exception {
        HttpResponse<String> answer = Caller.admin(issuer).get("/graph/plan?client_id=pu-web" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static void assertSame(JsonNode preview, String token) throws Exception {
        JsonNode claims = Revoking.payload(token);
        assertThat(claims.at("/graph/plan").textValue())
                .isEqualTo(preview.at("/plan/id").textValue());
        assertThat(claims.get("scope").textValue())
                .isEqualTo(preview.at("/plan/scope").textValue());
        assertThat(claims.get("client_id").textValue())
                .isEqualTo(preview.at("/plan/holder").textValue());
        assertThat(token.length()).isLessThanOrEqualTo(preview.get("bytes").intValue());
        assertThat(preview.get("bytes").intValue()).isLessThanOrEqualTo(token.length() * 106 / 100);
    }

    private static String usersToken() {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>(Map.of(
                "iss", "https://acme.pu.example",
                "sub", "alice-of-acme".repeat(4),
                "aud", "us",
                "iat", now,
                "exp", now + 120,
                "level", "gold",
                "acr", "2"));
        return PlayedKeys.sign(key, Map.of("typ", "JWT"), claims);
    }
}
