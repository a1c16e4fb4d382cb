package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code examples/nginx}: what it refuses, and how it says so. */
class NginxRefusalsTest extends ShopBehindNginx {
    private static String signed(TestDatabase database, String claim, JsonNode value) throws Exception {
        return IssuerKeys.signed(database, shop.claims("ngx-forged").set(claim, value));
    }

    @Test
    void a_missing_scope_is_named(TestDatabase database) throws Exception {
        ObjectNode claims =
                Revoking.claims(shop.forCatalog(), "ngx-write").put("scope", "ngx-catalog:write catalog:reader");

        assertThat(nginx.refused("/catalog/pears", IssuerKeys.signed(database, claims), 403))
                .startsWith("Bearer error=\"insufficient_scope\"")
                .endsWith("scope=\"catalog:read\"");
    }

    @Test
    void without_a_token_there_is_a_bare_challenge() throws Exception {
        HttpResponse<String> answer = Answers.send(Answers.to(nginx.port(), "/orders/"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void two_tokens_are_refused() throws Exception {
        HttpResponse<String> answer = Answers.send(
                nginx.request("/orders/", shop.forEdge()).header("Authorization", "Bearer " + shop.forCatalog()));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(nginx.arrived()).isEmpty();
    }

    /** Each token of the tree except the outer one is for another service. */
    @Test
    void tokens_for_others_are_refused_wherever_they_are_presented() throws Exception {
        for (String token : Revoking.tree(shop.forEdge()).subList(1, 3)) {
            assertThat(nginx.refused("/orders/", token, 401)).contains("error=\"invalid_token\"", "another audience");
            assertThat(nginx.refused("/catalog/", token, 401)).contains("error=\"invalid_token\"", "another audience");
        }
        assertThat(nginx.refused("/catalog/", shop.forEdge(), 401)).contains("another audience");
        assertThat(nginx.refused("/orders/", shop.forCatalog(), 401)).contains("another audience");
    }

    @Test
    void a_token_that_embeds_none_for_the_upstream_is_insufficient(TestDatabase database) throws Exception {
        String without = IssuerKeys.signed(database, shop.claims("ngx-without"));

        assertThat(nginx.refused("/orders/", without, 403)).contains("insufficient_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "exp", "iat", "nbf", "cnf", "tokens"})
    void each_claim_that_is_wrong_is_a_refusal(String claim, TestDatabase database) throws Exception {
        long now = Instant.now().getEpochSecond();
        ObjectNode wrong = shop.claims("ngx-wrong");
        wrong.put("iss", "https://evil.example")
                .put("aud", GuardedShop.EDGE + "/")
                .put("exp", now - 60);
        wrong.put("iat", now + 600).put("nbf", now + 600).putObject("cnf").put("jkt", "x");
        wrong.put("tokens", "AAAA");

        assertThat(nginx.refused("/orders/", signed(database, claim, wrong.get(claim)), 401))
                .startsWith("Bearer error=\"invalid_token\"");
    }

    @Test
    void only_the_issuers_signature_is_accepted() throws Exception {
        String[] parts = shop.forEdge().split("[.]", -1);
        char first = parts[2].charAt(0) == 'A' ? 'B' : 'A';
        List<String> forged = List.of(
                parts[0] + "." + parts[1] + "." + first + parts[2].substring(1),
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + "." + "A".repeat(86),
                parts[0] + "." + parts[1] + "." + parts[2].substring(4),
                OddTokens.withHeader(parts, "{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"x\"}"),
                OddTokens.withHeader(parts, "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"unknown\"}"),
                OddTokens.withHeader(parts, "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"x\"}"),
                OddTokens.withHeader(parts, "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"x\",\"crit\":[\"b64\"]}"),
                "eyJhbGciOiJFUzI1NiJ9",
                "x.y.z");

        for (String token : forged) {
            assertThat(nginx.refused("/orders/", token, 401)).contains("error=\"invalid_token\"");
        }
    }

    @Test
    void a_header_that_is_too_long_is_refused() throws Exception {
        HttpResponse<String> answer = Answers.send(nginx.request("/orders/", shop.forEdge() + "A".repeat(20_000)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(nginx.arrived()).isEmpty();
    }

    @Test
    void internal_locations_are_not_reachable() throws Exception {
        for (String path : List.of("/_matryoshka/jwks", "/_matryoshka/jwks/new", "/@orders")) {
            assertThat(Answers.send(Answers.to(nginx.port(), path)).statusCode())
                    .isEqualTo(404);
        }
    }
}
