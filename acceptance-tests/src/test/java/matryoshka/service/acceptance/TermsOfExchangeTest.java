package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.AuditLines;
import matryoshka.service.testing.Exchanging;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The effect of dependencies' terms on tokens. */
@ExtendWith(IssuerExtension.class)
class TermsOfExchangeTest {
    private static final String GRAPH = """
            services:
              a: {scopes: {'a:x': ''}}
              b: {scopes: {'b:x': ''}}
              c: {scopes: {'c:x': '', 'c:y': ''}}
              queue: {scopes: {'queue:put': ''}}
            dependencies:
              a-b: {from: a, to: b, grants: ['b:x'], when: "client.gold == true || parameters.pass == 'open'"}
              a-c: {from: a, to: c, grants: ['c:x'], sharing: exchange, parameters: {order_id: {pattern: '[0-9]{1,9}'}}}
              a-c-more: {from: a, to: c, grants: ['c:y'], sharing: exchange, when: 'subject.sub == "vip"'}
              a-queue: {from: a, to: queue, grants: ['queue:put'], sharing: exchange, extend: PT10M}
            """;

    private static Exchanging plain;
    private static Exchanging vip;
    private static Exchanging a;
    private static Exchanging queue;

    @BeforeAll
    static void register(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        plain = Exchanging.register(issuer, client("plain"));
        ObjectNode gold = client("vip");
        gold.putObject("properties").put("gold", true);
        vip = Exchanging.register(issuer, gold);
        a = Exchanging.register(issuer, "a");
        queue = Exchanging.register(issuer, "queue");
    }

    @Test
    void a_token_is_nested_only_where_the_condition_holds(RunningIssuer issuer) throws Exception {
        assertThat(seen(issuer, issued(issuer, vip, "")).entries()).hasSize(1);
        assertThat(seen(issuer, issued(issuer, plain, "")).entries()).isEmpty();
        assertThat(seen(issuer, issued(issuer, plain, "&pass=open")).entries()).hasSize(1);
        assertThat(seen(issuer, issued(issuer, plain, "&pass=shut")).entries()).isEmpty();
    }

    @Test
    void what_a_condition_decides_makes_no_token_stale(RunningIssuer issuer) throws Exception {
        for (String token : new String[] {issued(issuer, vip, ""), issued(issuer, plain, "")}) {
            JsonNode graph = introspected(issuer, token);
            assertThat(graph.get("stale").booleanValue()).isFalse();
        }
    }

    @Test
    void an_exchange_checks_the_same_condition(RunningIssuer issuer) throws Exception {
        assertThat(a.ask(issuer, issued(issuer, vip, ""), "&audience=b").statusCode())
                .isEqualTo(200);
        assertOAuthError(a.ask(issuer, issued(issuer, plain, ""), "&audience=b"), 400, "invalid_target");
    }

    @Test
    void a_required_parameter_must_match_and_becomes_a_claim(RunningIssuer issuer) throws Exception {
        String token = issued(issuer, plain, "");

        HttpResponse<String> missing = a.ask(issuer, token, "&audience=c");
        assertOAuthError(missing, 400, "invalid_request");
        assertThat(missing.body()).contains("order_id");
        assertOAuthError(a.ask(issuer, token, "&audience=c&order_id=x1"), 400, "invalid_request");

        OutsideToken exchanged = OutsideToken.verified(
                a.exchanged(issuer, token, "&audience=c&order_id=17"), "c", "ES256", issuer.jwks());
        assertThat(exchanged.text("order_id")).isEqualTo("17");
        assertThat(exchanged.scopes()).containsExactly("c:x");
    }

    @Test
    void what_a_condition_withholds_is_no_deficit(RunningIssuer issuer) throws Exception {
        String limited = a.exchanged(issuer, issued(issuer, plain, ""), "&audience=c&order_id=17");
        String whole = a.exchanged(issuer, issued(issuer, vip, ""), "&audience=c&order_id=17");

        assertThat(OutsideToken.verified(whole, "c", "ES256", issuer.jwks()).scopes())
                .containsExactly("c:x", "c:y");
        Exchanging c = Exchanging.register(issuer, "c");
        for (String token : new String[] {limited, whole}) {
            assertThat(introspected(issuer, c, token).get("stale").booleanValue())
                    .isFalse();
        }
    }

    @Test
    void a_chain_is_extended_once(RunningIssuer issuer) throws Exception {
        String token = issued(issuer, plain, "");
        OutsideToken outer = seen(issuer, token);
        String event;
        try (AuditLines audit = new AuditLines()) {
            event = a.exchanged(issuer, token, "&audience=queue");

            assertThat(audit.written())
                    .filteredOn(line -> line.startsWith("extended "))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("extended jti=" + outer.text("jti") + "~!")
                            .endsWith(" by=PT10M"));
        }
        OutsideToken extended = OutsideToken.verified(event, "queue", "ES256", issuer.jwks());

        assertThat(extended.claim("exp").longValue() - outer.claim("exp").longValue())
                .isBetween(590L, 600L);
        assertThat(extended.text("jti")).startsWith(outer.text("jti") + "~!");

        OutsideToken renewed =
                OutsideToken.verified(queue.exchanged(issuer, event, ""), "queue", "ES256", issuer.jwks());
        assertThat(renewed.claim("exp").longValue())
                .isLessThanOrEqualTo(extended.claim("exp").longValue());
        assertThat(renewed.claim("exp").longValue()).isGreaterThan(Instant.now().getEpochSecond());
    }

    private static ObjectNode client(String id) {
        return new ObjectMapper().createObjectNode().put("client_id", id).put("scope", "a:x");
    }

    private static String issued(RunningIssuer issuer, Exchanging client, String parameters) throws Exception {
        HttpResponse<String> answer = issuer.token(client.clientId(), client.secret(), parameters);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("access_token").textValue();
    }

    private static OutsideToken seen(RunningIssuer issuer, String token) throws Exception {
        return OutsideToken.verified(token, "a", "ES256", issuer.jwks());
    }

    private static JsonNode introspected(RunningIssuer issuer, String token) throws Exception {
        return introspected(issuer, a, token);
    }

    private static JsonNode introspected(RunningIssuer issuer, Exchanging service, String token) throws Exception {
        HttpResponse<String> answer = Answers.send(issuer.to("/oauth2/introspect")
                .header("Authorization", RunningIssuer.basic(service.clientId(), service.secret()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + RunningIssuer.encoded(token))));
        return json(answer).get("graph");
    }
}
