package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.ScrapedMetrics;
import matryoshka.service.testing.Soon;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operators see what was refused, to whom and why. The refused caller does not. */
@ExtendWith(IssuerExtension.class)
class RefusedRequestsTest {
    private AuditLines audit;
    private RunningIssuer issuer;

    @BeforeEach
    void listen(RunningIssuer running) throws Exception {
        issuer = running;
        issuer.publish("""
                services: {ra: {owners: [nobody], scopes: {'ra:x': ''}}, rb: {owners: [nobody], scopes: {'rb:x': ''}}}
                dependencies: {re: {from: ra, to: rb, grants: ['rb:x'], sharing: exchange}}
                """);
        audit = new AuditLines();
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void a_failed_client_authentication_with_its_reason_and_one_answer_for_all() throws Exception {
        String secret = issuer.register("rr-app", "ra:x");
        ClientKey key = ClientKey.es256();
        issuer.register(key.registration("rr-key", "ra:x"));
        Map<String, Object> late = ClientKey.claims("rr-key");
        late.put("exp", 1);
        String used = key.assertion("rr-key");
        assertThat(asserted(used).statusCode()).isEqualTo(200);

        Map<String, HttpResponse<String>> answers = new LinkedHashMap<>();
        answers.put("client=rr-app reason=wrong-secret", issuer.token("rr-app", "wrong", ""));
        answers.put("client=- reason=unknown-client", issuer.token("rr-nobody", "secret-of-mine", ""));
        answers.put("client=rr-key reason=wrong-method", issuer.token("rr-key", secret, ""));
        answers.put("client=rr-key reason=assertion-time", asserted(key.signed(key.header(), late)));
        answers.put(
                "client=rr-key reason=assertion-signature",
                asserted(ClientKey.es256().assertion("rr-key")));
        answers.put("client=rr-key reason=assertion-replayed", asserted(used));
        answers.put("client=- reason=malformed-credentials", asserted("not.a.jwt"));
        answers.forEach((line, answer) -> {
            assertThat(answer.statusCode()).as(line).isEqualTo(401);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed.\"}");
            assertThat(audit.written()).contains("client authentication refused " + line);
        });
        assertThat(audit.written()).noneMatch(line -> line.contains("secret-of-mine") || line.contains("rr-nobody"));
        assertThat(count("authentication")).isGreaterThanOrEqualTo(answers.size());
        assertThat(count("authentication.wrong-secret")).isPositive();
    }

    @Test
    void a_refused_exchange_with_the_token_it_was_about() throws Exception {
        ServiceClient app = ServiceClient.registered(issuer, "rr-user", "ra:x");
        ServiceClient service = ServiceClient.registered(issuer, "ra", "");
        String token = app.token("");
        JsonNode payload = Revoking.payload(token);
        String ids = " jti=" + payload.get("jti").textValue() + " txn="
                + payload.get("txn").textValue();

        assertOAuthError(service.exchange(token, "&audience=nowhere-my-secret"), 400, "invalid_target");
        assertOAuthError(app.exchange(token, "&audience=rb"), 400, "invalid_request");
        assertOAuthError(service.exchange("not.a.token", ""), 400, "invalid_request");
        assertOAuthError(service.exchange("subject_token="), 400, "invalid_request");

        assertThat(audit.written())
                .contains("exchange refused client=ra" + ids + " reason=invalid-target error=invalid_target")
                .contains("exchange refused client=rr-user" + ids + " reason=token-of-others error=invalid_request")
                .contains("exchange refused client=ra reason=external-malformed error=invalid_request")
                .contains("exchange refused client=ra reason=invalid-request error=invalid_request")
                .noneMatch(line -> line.contains("my-secret") || line.contains(token));
        assertThat(count("exchange")).isGreaterThanOrEqualTo(4);
    }

    @Test
    void a_token_that_a_client_does_not_get_and_one_that_is_not_its_to_revoke() throws Exception {
        ServiceClient app = ServiceClient.registered(issuer, "rr-asking", "ra:x");
        ServiceClient other = ServiceClient.registered(issuer, "rr-other", "ra:x");
        String token = app.token("");

        assertOAuthError(issuer.token("rr-asking", app.secret(), "&scope=rb:x"), 400, "invalid_scope");
        new Revoking("rr-other", other.secret()).revoke(issuer, token);

        assertThat(audit.written())
                .contains("token refused client=rr-asking reason=invalid-scope error=invalid_scope")
                .contains("revocation refused client=rr-other jti="
                        + Revoking.payload(token).get("jti").textValue() + " txn="
                        + Revoking.payload(token).get("txn").textValue() + " reason=token-of-others");
    }

    @Test
    void a_forbidden_admin_call_with_the_caller_and_its_token() throws Exception {
        Caller reader = Caller.registered(issuer, "rr-reader", "graph:read");
        Caller writer = Caller.registered(issuer, "rr-writer", "graph:write clients:write");

        assertThat(reader.get("/clients").statusCode()).isEqualTo(403);
        assertThat(writer.send("PATCH", "/graph", "application/json", "{\"services\":{\"ra\":{\"owners\":[\"me\"]}}}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(writer.delete("/clients/admin").statusCode()).isEqualTo(403);
        assertThat(Answers.send(issuer.to("/graph/services/my-secret").header("Authorization", "Bearer a.b.c"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(Answers.send(issuer.to("/graph")).statusCode()).isEqualTo(401);

        assertThat(audit.written())
                .anyMatch(
                        line -> line.matches(
                                "admin call refused client=rr-reader jti=\\S+ txn=\\S+ reason=insufficient-scope method=GET path=/clients"))
                .anyMatch(
                        line -> line.matches(
                                "admin call refused client=rr-writer jti=\\S+ txn=\\S+ reason=owners-consent method=PATCH path=/graph"))
                .anyMatch(
                        line -> line.matches(
                                "admin call refused client=rr-writer jti=\\S+ txn=\\S+ reason=power-over-client method=DELETE path=/clients/\\{id}"))
                .anyMatch(line ->
                        line.startsWith("admin call refused client=- reason=invalid-token method=GET path=/graph/{"))
                .noneMatch(line -> line.contains("my-secret"));
        assertThat(count("admin")).isGreaterThanOrEqualTo(5);
        assertThat(count("admin.no-token")).isPositive();
    }

    @Test
    void of_many_refusals_a_few_are_logged_and_the_rest_are_counted() throws Exception {
        issuer.register("rr-flooded", "ra:x");
        for (int i = 0; i < 40; i++) {
            issuer.token("rr-flooded", "wrong", "");
        }
        assertThat(audit.written().stream().filter(line -> line.contains("client=rr-flooded")))
                .hasSizeLessThanOrEqualTo(20);
        Soon.holds(() -> audit.written().stream()
                .anyMatch(
                        line -> line.matches("client authentication refused: [0-9]+ more within 10 s, left out here")));
    }

    private HttpResponse<String> asserted(String assertion) throws Exception {
        return Answers.send(issuer.to("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials" + RunningIssuer.asserting(assertion))));
    }

    private long count(String name) throws Exception {
        String[] kindAndReason = name.split("\\.", 2);
        return (long) ScrapedMetrics.of(issuer)
                .sum(
                        "matryoshka_refusals_total",
                        kindAndReason.length == 1
                                ? Map.of("kind", name)
                                : Map.of("kind", kindAndReason[0], "reason", kindAndReason[1]));
    }
}
