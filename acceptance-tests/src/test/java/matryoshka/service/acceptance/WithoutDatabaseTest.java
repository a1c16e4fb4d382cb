package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database goes away while the issuer runs: tokens are still issued, since minting needs no database; writes are refused. */
@SuppressWarnings("NullAway.Init") // JUnit does
class WithoutDatabaseTest {
    @RegisterExtension
    static final IssuerExtension ISSUER = new IssuerExtension(Map.of("database.maxWaitForConnection", "300ms"));

    private static final ClientKey KEY = ClientKey.es256();
    private static String secret = "";
    private static String token = "";
    private static String revoked = "";
    private static String signature = "";
    private static ServiceClient phantom;
    private static ServiceClient split;
    private static ServiceClient gateway;

    @BeforeAll
    static void take_the_database_away(RunningIssuer issuer, TestDatabase database) throws Exception {
        issuer.publish("""
                services: {a: {scopes: {"a:use": ""}}, b: {scopes: {"b:use": ""}}}
                dependencies: {e: {from: a, to: b, grants: ["b:use"]}}
                """);
        secret = issuer.register("app", "a:use");
        token = issuer.issued("app", secret, "");
        revoked = issuer.issued("app", secret, "");
        new Revoking("app", secret).revoke(issuer, revoked);
        issuer.register(KEY.registration("asserting", "a:use"));
        phantom = ServiceClient.registered(issuer, withFormat("phone", "phantom"));
        split = ServiceClient.registered(issuer, withFormat("browser", "split"));
        gateway = ServiceClient.registered(issuer, "gateway", "tokens:introspect");
        gateway.introspection(phantom.token(""));
        signature = split.token("");
        database.close();
    }

    @Test
    void tokens_are_issued_as_before(RunningIssuer issuer) throws Exception {
        String token = issuer.issued("app", secret, "");

        OutsideToken outer = OutsideToken.verified(token, "a", "ES256", issuer.jwks());
        assertThat(outer.entries()).hasSize(1);
    }

    private static ObjectNode withFormat(String clientId, String format) {
        return new ObjectMapper()
                .createObjectNode()
                .put("client_id", clientId)
                .put("scope", "a:use")
                .put("token_format", format);
    }

    /** Nothing is stored for a handle, and the instance has read their plan. */
    @Test
    void handles_are_issued_and_traded_as_before(RunningIssuer issuer) throws Exception {
        HttpResponse<String> traded = send(gateway.form("/oauth2/introspect")
                .header("Accept", "application/jwt")
                .POST(BodyPublishers.ofString("token=" + phantom.token(""))));

        assertThat(OutsideToken.verified(traded.body(), "a", "ES256", issuer.jwks())
                        .entries())
                .hasSize(1);
    }

    /** The rest of a split token is kept in the database, so a client never gets a signature that leads to nothing. */
    @Test
    void split_tokens_are_neither_issued_nor_given_out(RunningIssuer issuer) throws Exception {
        HttpResponse<String> issued = issuer.token(split.clientId(), split.secret(), "");
        HttpResponse<String> fetched = send(issuer.to("/oauth2/split/" + SplitTokensTest.hash(signature))
                .header("Authorization", RunningIssuer.basic(gateway.clientId(), gateway.secret())));
        HttpResponse<String> introspected = gateway.introspect("token=" + signature);

        assertOAuthError(issued, 503, "temporarily_unavailable");
        assertThat(issued.headers().firstValue("Retry-After")).isPresent();
        assertOAuthError(fetched, 503, "temporarily_unavailable");
        assertThat(fetched.headers().firstValue("Retry-After")).isPresent();
        assertOAuthError(introspected, 503, "temporarily_unavailable");
    }

    /** A code is used once, which only the database can tell. */
    @Test
    void the_console_gets_neither_links_nor_sessions(RunningIssuer issuer) throws Exception {
        var admin = new ObjectMapper().readTree(issuer.adminFile().toFile());
        HttpResponse<String> link = send(issuer.to("/console/links")
                .header(
                        "Authorization",
                        RunningIssuer.basic(
                                admin.get("client_id").textValue(),
                                admin.get("client_secret").textValue()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("")));
        HttpResponse<String> session = send(issuer.to("/console/session")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("code=mtc_" + "a".repeat(64))));

        assertOAuthError(link, 503, "temporarily_unavailable");
        assertThat(link.headers().firstValue("Retry-After")).isPresent();
        assertOAuthError(session, 503, "temporarily_unavailable");
        assertThat(send(issuer.to("/console/")).statusCode()).isEqualTo(200);
    }

    @Test
    void an_assertion_that_may_have_been_used_is_refused(RunningIssuer issuer) throws Exception {
        HttpResponse<String> answer = send(form(issuer, RunningIssuer.asserting(KEY.assertion("asserting"))));
        HttpResponse<String> forged =
                send(form(issuer, RunningIssuer.asserting(ClientKey.es256().assertion("asserting"))));

        assertOAuthError(answer, 503, "temporarily_unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertOAuthError(forged, 401, "invalid_client");
    }

    @Test
    void a_proof_that_may_have_been_used_is_refused(RunningIssuer issuer) throws Exception {
        String credentials = RunningIssuer.basic("app", secret);
        HttpResponse<String> first = send(form(issuer, "")
                .header("Authorization", credentials)
                .header("DPoP", KEY.proof(ClientKey.proofClaims())));
        Map<String, Object> claims = ClientKey.proofClaims();
        claims.put("nonce", first.headers().firstValue("DPoP-Nonce").orElseThrow());

        HttpResponse<String> second =
                send(form(issuer, "").header("Authorization", credentials).header("DPoP", KEY.proof(claims)));

        assertOAuthError(second, 503, "temporarily_unavailable");
    }

    private static HttpRequest.Builder form(RunningIssuer issuer, String parameters) {
        return issuer.to("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials" + parameters));
    }

    @Test
    void the_graph_and_its_plans_can_be_read(RunningIssuer issuer) throws Exception {
        assertThat(issuer.read("/graph").get("services")).hasSize(2);
        assertThat(issuer.read("/graph/plan?client_id=app").get("tokens").intValue())
                .isEqualTo(2);
    }

    @Test
    void requests_that_need_the_database_are_refused_for_the_moment(RunningIssuer issuer) throws Exception {
        HttpResponse<String> graph = send(issuer.asAdmin("/graph")
                .header("Content-Type", "application/json")
                .header("If-Match", "*")
                .PUT(BodyPublishers.ofString("{}")));
        HttpResponse<String> client = send(issuer.asAdmin("/clients")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));

        assertProblem(graph, 503);
        assertProblem(client, 503);
        assertThat(graph.headers().firstValue("Retry-After")).isPresent();
        assertThat(issuer.issued("app", secret, "")).isNotEmpty();
    }

    /** R-011 of the bad inputs. */
    @Test
    void a_revocation_that_is_not_stored_is_not_confirmed(RunningIssuer issuer) throws Exception {
        Revoking app = new Revoking("app", secret);

        HttpResponse<String> first = app.revoke(issuer, token);
        HttpResponse<String> again = app.revoke(issuer, token);

        assertOAuthError(first, 503, "temporarily_unavailable");
        assertThat(first.headers().firstValue("Retry-After")).isPresent();
        assertOAuthError(again, 503, "temporarily_unavailable");
        assertThat(app.revoke(issuer, revoked).statusCode()).isEqualTo(200);
        HttpResponse<String> all =
                Caller.admin(issuer).send("POST", "/revocations", "application/json", "{\"client_id\": \"app\"}");
        assertProblem(all, 503);
    }

    @Test
    void health_reports_the_outage(RunningIssuer issuer) throws Exception {
        Soon.holds(() -> send(Answers.to(issuer.adminPort(), "/healthcheck")).statusCode() == 500);
        HttpResponse<String> health = send(Answers.to(issuer.adminPort(), "/healthcheck"));

        JsonNode graph = Answers.json(health).get("graph");
        assertThat(health.statusCode()).isEqualTo(500);
        assertThat(graph.get("healthy").booleanValue()).isFalse();
    }
}
