package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import matryoshka.graph.BuiltIn;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the admin API, and how others are refused (RFC 6750 §3). */
@ExtendWith(IssuerExtension.class)
class AdminAccessTest {
    private static final String REALM = "Bearer realm=\"matryoshka\"";
    private static final String INVALID = REALM + ", error=\"invalid_token\"";

    @ParameterizedTest
    @ValueSource(strings = {"/graph", "/graph.dot", "/graph/plan", "/graph/plan.dot", "/clients", "/clients/admin"})
    void a_call_without_credentials_is_only_told_how_to_authenticate(String path, RunningIssuer issuer)
            throws Exception {
        assertRefused(send(issuer.to(path)), 401, REALM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer garbage",
                "Bearer e30.e30.e30",
                "Bearer eyJhbGciOiJub25lIn0.e30.",
                "Basic YWRtaW46YWRtaW4=",
                "DPoP x"
            })
    void a_token_of_another_issuer_is_refused(String authorization, RunningIssuer issuer) throws Exception {
        assertRefused(send(issuer.to("/graph").header("Authorization", authorization)), 401, INVALID);
    }

    @Test
    void the_first_admins_token_permits_everything(RunningIssuer issuer) throws Exception {
        OutsideToken token = OutsideToken.verified(issuer.adminToken(), RunningIssuer.URL, "ES256", issuer.jwks());

        assertThat(token.scopes()).containsExactlyElementsOf(BuiltIn.scopes());
        assertThat(token.text("client_id")).isEqualTo("admin");
    }

    @Test
    void a_token_in_the_query_is_ignored(RunningIssuer issuer) throws Exception {
        HttpResponse<String> refused = send(issuer.to("/graph?access_token=" + issuer.adminToken()));

        assertRefused(refused, 401, REALM);
        assertThat(refused.body()).doesNotContain(issuer.adminToken());
    }

    @Test
    void two_tokens_in_a_request_are_refused(RunningIssuer issuer) throws Exception {
        assertRefused(
                send(issuer.asAdmin("/graph").header("Authorization", "Bearer " + issuer.adminToken())), 401, INVALID);
    }

    @Test
    void a_changed_token_is_refused(RunningIssuer issuer) throws Exception {
        String token = issuer.adminToken();
        String changed = token.substring(0, token.length() - 2) + (token.endsWith("AA") ? "BA" : "AA");

        assertRefused(bearing(issuer, changed), 401, INVALID);
    }

    @Test
    void a_token_without_the_scope_is_not_enough(RunningIssuer issuer) throws Exception {
        String secret = issuer.register("reader", "graph:read");
        String token = issuer.issued("reader", secret, "");
        HttpRequest.Builder write = issuer.to("/graph")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("If-Match", "*")
                .PUT(BodyPublishers.ofString("{}"));

        assertThat(bearing(issuer, token).statusCode()).isEqualTo(200);
        assertRefused(send(write), 403, REALM + ", error=\"insufficient_scope\", scope=\"graph:write\"");
    }

    @Test
    void a_token_for_another_service_is_refused(RunningIssuer issuer) throws Exception {
        issuer.publish("services: {front: {scopes: {'front:use': ''}}}");
        String token = issuer.issued("user", issuer.register("user", "front:use"), "");

        assertRefused(bearing(issuer, token), 401, INVALID);
    }

    /** Tokens with an actor or a bound key, signed with the issuer's own key. */
    @ParameterizedTest
    @CsvSource({
        "graph:read, '', 200",
        "graph:read, 'act={\"sub\":\"x\"}', 401",
        "graph:read, 'cnf={\"jkt\":\"x\"}', 401",
        "graph:read, 'aud=[\"https://else.example\"]', 401",
        "graph:read, 'iss=\"https://else.example\"', 401",
        "graph:read, 'exp=1', 401",
        "graph:read, 'client_id=\"nobody\"', 401",
        "graph:write, '', 403",
        "clients:read, '', 403"
    })
    void only_a_clients_own_token_is_accepted(
            String scope, String change, int status, RunningIssuer issuer, TestDatabase database) throws Exception {
        ObjectNode claims = new ObjectMapper().createObjectNode();
        claims.put("iss", RunningIssuer.URL).put("aud", RunningIssuer.URL).put("sub", "admin");
        claims.put("client_id", "admin").put("scope", scope).put("jti", "j").put("txn", "t");
        long now = Instant.now().getEpochSecond();
        claims.put("iat", now).put("exp", now + 60);
        claims.putObject("graph").put("version", 1).put("plan", "p");
        if (!change.isEmpty()) {
            int equals = change.indexOf('=');
            claims.set(change.substring(0, equals), new ObjectMapper().readTree(change.substring(equals + 1)));
        }

        HttpResponse<String> answer = bearing(issuer, IssuerKeys.signed(database, claims));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void a_removed_client_has_no_access(RunningIssuer issuer) throws Exception {
        String token = issuer.issued("leaver", issuer.register("leaver", "graph:read"), "");
        assertThat(bearing(issuer, token).statusCode()).isEqualTo(200);

        send(issuer.asAdmin("/clients/leaver").DELETE());

        assertRefused(bearing(issuer, token), 401, INVALID);
    }

    private static HttpResponse<String> bearing(RunningIssuer issuer, String token) throws Exception {
        return send(issuer.to("/graph").header("Authorization", "Bearer " + token));
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String challenge) throws Exception {
        assertProblem(answer, status);
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly(challenge);
    }
}
