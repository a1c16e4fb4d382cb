package matryoshka.service.acceptance.console;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Links that sign a browser in, as the console uses them; without a browser. */
@ExtendWith(SharedIssuer.class)
class ConsoleLinksTest {
    private final RunningIssuer issuer;
    private final String client = "reader-" + UUID.randomUUID();
    private final String secret;

    ConsoleLinksTest(RunningIssuer issuer) throws Exception {
        this.issuer = issuer;
        this.secret = issuer.register(client, "graph:read keys:rotate clients:read");
    }

    @Test
    void a_link_becomes_a_token_with_the_scopes_of_the_console() throws Exception {
        JsonNode link = json(link(""));

        assertThat(link.get("url").textValue()).startsWith(RunningIssuer.URL + "/console/#code=mtc_");
        assertThat(link.get("scope").textValue()).isEqualTo("clients:read graph:read");
        JsonNode session = json(session(code(link)));
        assertThat(session.get("scope").textValue()).isEqualTo("clients:read graph:read");
        assertThat(session.get("client_id").textValue()).isEqualTo(client);
        assertThat(graph(session)).isEqualTo(200);
    }

    @Test
    void a_link_can_be_narrowed_and_never_widened() throws Exception {
        JsonNode session = json(session(code(json(link("scope=clients:read")))));

        assertThat(session.get("scope").textValue()).isEqualTo("clients:read");
        assertThat(graph(session)).isEqualTo(403);
        assertOAuthError(link("scope=graph:write"), 400, "invalid_scope");
        assertOAuthError(link("scope=keys:rotate"), 400, "invalid_scope");
    }

    @Test
    void each_code_works_once_and_using_it_twice_ends_the_session() throws Exception {
        String first = code(json(link("")));
        String second = json(session(first)).get("code").textValue();
        String third = json(session(second)).get("code").textValue();

        // Whoever stole the first one may have continued already.
        assertOAuthError(session(first), 400, "invalid_grant");
        assertOAuthError(session(third), 400, "invalid_grant");
        assertOAuthError(session("mtc_" + "a".repeat(64)), 400, "invalid_grant");
    }

    @Test
    void revoking_the_client_ends_the_session() throws Exception {
        String code = code(json(link("")));

        HttpResponse<String> revoked = Answers.send(issuer.asAdmin("/revocations")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"client_id\": \"" + client + "\"}")));

        assertThat(revoked.statusCode()).isEqualTo(201);
        assertOAuthError(session(code), 400, "invalid_grant");
    }

    @Test
    void removing_the_client_ends_the_session() throws Exception {
        String code = code(json(link("")));

        Answers.send(issuer.asAdmin("/clients/" + client).DELETE());

        Soon.holds(() -> session(code).statusCode() == 400);
    }

    @Test
    void a_client_without_scopes_for_the_console_or_with_bound_tokens_gets_no_link() throws Exception {
        String shop = "shop-" + UUID.randomUUID();
        String shopSecret = issuer.register(shop, "keys:rotate");
        assertOAuthError(link(shop, shopSecret, ""), 400, "invalid_scope");
        assertOAuthError(link(client, "wrong", ""), 401, "invalid_client");

        String bound = "bound-" + UUID.randomUUID();
        String boundSecret = issuer.register(JsonNodeFactory.instance
                .objectNode()
                .put("client_id", bound)
                .put("scope", "graph:read")
                .put("dpop_bound_access_tokens", true));
        assertOAuthError(link(bound, boundSecret, ""), 400, "invalid_scope");
    }

    private HttpResponse<String> link(String form) throws Exception {
        return link(client, secret, form);
    }

    private HttpResponse<String> link(String id, String itsSecret, String form) throws Exception {
        return Answers.send(
                form(issuer.to("/console/links").header("Authorization", RunningIssuer.basic(id, itsSecret)), form));
    }

    private HttpResponse<String> session(String code) throws Exception {
        return Answers.send(form(issuer.to("/console/session"), "code=" + code));
    }

    private int graph(JsonNode session) throws Exception {
        return Answers.send(issuer.to("/graph")
                        .header(
                                "Authorization",
                                "Bearer " + session.get("access_token").textValue()))
                .statusCode();
    }

    private static HttpRequest.Builder form(HttpRequest.Builder request, String form) {
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private static String code(JsonNode link) {
        return link.get("url").textValue().replaceFirst(".*#code=", "");
    }
}
