package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main task: nested tokens from a graph. All requests go over HTTP, and another library than ours verifies the tokens. */
@ExtendWith(IssuerExtension.class)
class NestedTokensOverHttpTest {
    private static String webShop = "";
    private static String warehouse = "";

    @BeforeAll
    static void open_the_shop(RunningIssuer issuer) throws Exception {
        issuer.publish(Files.readString(Path.of("../examples/shop.yaml")));
        webShop = issuer.register("web-shop", "orders:place orders:read");
        warehouse = issuer.register("warehouse", "orders:ship");
    }

    @Test
    void an_order_needs_a_tree_of_tokens(RunningIssuer issuer) throws Exception {
        assertThat(drawn(issuer, issuer.issued("web-shop", webShop, "orders:place")))
                .isEqualTo("""
                https://orders.shop.example https://stock.shop.example: orders:place stock:reserve, web-shop, 300 s
                  https://bank.example: bank:finance, orders, 60 s
                  https://credit.example: credit:rate, orders, 300 s
                    https://geo.example: geo:locate, credit, 300 s
                  https://identity.example: identity:verify, orders, 300 s
                    https://geo.example: geo:locate, identity, 300 s
                """);
    }

    @Test
    void services_that_call_each_other_nest_as_deep_as_their_scopes_require(RunningIssuer issuer) throws Exception {
        assertThat(drawn(issuer, issuer.issued("warehouse", warehouse, ""))).isEqualTo("""
                https://orders.shop.example: orders:ship, warehouse, 300 s
                  https://shipping.example: shipping:book, orders, 300 s
                    https://orders.shop.example: orders:read, shipping, 300 s
                """);
    }

    @Test
    void every_token_of_the_tree_is_what_the_plan_promised(RunningIssuer issuer) throws Exception {
        String token = issuer.issued("web-shop", webShop, "orders:place");

        JsonNode plan = issuer.read("/graph/plan?client_id=web-shop&scope=orders:place");

        OutsideTree.assertPlanned(issuer, token, "ES256", plan);
        assertThat(plan.get("tokens").intValue()).isEqualTo(6);
        assertThat(plan.get("depth").intValue()).isEqualTo(3);
        assertThat(plan.get("bytes").intValue()).isBetween(token.length(), 2_200);
        assertThat(plan.get("budget_used").doubleValue()).isBetween(0.3, 0.4);
    }

    @Test
    void the_response_has_the_granted_scopes_and_the_graph_version(RunningIssuer issuer) throws Exception {
        HttpResponse<String> answer = issuer.token("web-shop", webShop, "&scope=orders:read");

        JsonNode json = Answers.json(answer);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(json.get("token_type").textValue()).isEqualTo("Bearer");
        assertThat(json.get("scope").textValue()).isEqualTo("orders:read");
        assertThat(json.get("expires_in").intValue()).isEqualTo(300);
        assertThat(json.get("graph_version").longValue())
                .isEqualTo(issuer.read("/graph/plan?client_id=web-shop")
                        .get("version")
                        .longValue());
        assertThat(json.get("budget_used").doubleValue()).isBetween(0.05, 0.2);
    }

    @Test
    void two_tokens_share_the_plan_but_no_ids(RunningIssuer issuer) throws Exception {
        OutsideToken one = outer(issuer, issuer.issued("web-shop", webShop, "orders:read"));
        OutsideToken other = outer(issuer, issuer.issued("web-shop", webShop, "orders:read"));

        assertThat(one.text("jti")).isNotEqualTo(other.text("jti"));
        assertThat(one.text("txn")).isNotEqualTo(other.text("txn"));
        assertThat(one.claim("graph")).isEqualTo(other.claim("graph"));
    }

    @Test
    void a_token_is_valid_for_its_audience_only(RunningIssuer issuer) throws Exception {
        String token = issuer.issued("web-shop", webShop, "orders:place");
        String jwks = issuer.jwks();

        assertThatThrownBy(() -> OutsideToken.verified(token, "https://bank.example", "ES256", jwks))
                .isInstanceOf(InvalidJwtException.class);
    }

    private static OutsideToken outer(RunningIssuer issuer, String token) throws Exception {
        return OutsideToken.verified(token, "https://orders.shop.example", "ES256", issuer.jwks());
    }

    private static String drawn(RunningIssuer issuer, String token) throws Exception {
        List<String> lines = new ArrayList<>();
        draw(outer(issuer, token), issuer.jwks(), "", lines);
        return String.join("", lines);
    }

    private static void draw(OutsideToken token, String jwks, String indent, List<String> lines) throws Exception {
        List<String> exchange = new ArrayList<>();
        token.claim("exchange").forEach(audience -> exchange.add(audience.textValue()));
        lines.add(String.format(
                Locale.ROOT,
                "%s%s: %s, %s, %d s%s\n",
                indent,
                String.join(" ", token.audiences()),
                token.text("scope"),
                token.text("client_id"),
                token.number("exp") - token.number("iat"),
                exchange.isEmpty() ? "" : ", by exchange " + String.join(" ", exchange)));
        for (JsonNode entry : token.entries()) {
            String embedded = entry.get("token").textValue();
            draw(
                    OutsideToken.verified(embedded, entry.get("aud").textValue(), "ES256", jwks),
                    jwks,
                    indent + "  ",
                    lines);
        }
    }
}
