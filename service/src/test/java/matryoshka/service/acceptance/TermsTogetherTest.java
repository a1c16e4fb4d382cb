package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Exchanging;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several dependencies lead from one service to another, each on terms of its own. */
@ExtendWith(IssuerExtension.class)
class TermsTogetherTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVICES = """
            services:
              a: {scopes: {'a:x': ''}}
              b: {scopes: {'b:x': '', 'b:y': ''}}
              c: {scopes: {'c:x': ''}}
            """;

    private static RunningIssuer issuer;
    private static Exchanging web;
    private static Exchanging a;
    private static Exchanging b;
    private static String goldSecret;

    @BeforeAll
    static void register(RunningIssuer running) throws Exception {
        issuer = running;
        issuer.publish(SERVICES);
        ObjectNode metadata = JSON.createObjectNode().put("client_id", "web").put("scope", "a:x");
        metadata.putObject("claims")
                .put("serial", new BigInteger("18446744073709551615"))
                .put("rate", new BigDecimal("0.1234567890123456789012"));
        web = Exchanging.register(issuer, metadata);
        a = Exchanging.register(issuer, "a");
        b = Exchanging.register(issuer, "b");
        ObjectNode gold = JSON.createObjectNode().put("client_id", "gold").put("scope", "a:x");
        gold.putObject("properties").put("gold", true);
        goldSecret = issuer.register(gold);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            &scope=b:y&p=evil     | `'p' is not of the form`
            &scope=b:x+b:y&p=evil | `'p' is not of the form`
            &p=evil               | `'p' is not of the form`
            ``                    | `'p' is required`
            """)
    void each_that_adds_a_scope_has_its_pattern_matched(String parameters, String detail) throws Exception {
        publish("""
                  charge: {from: a, to: b, grants: ['b:x'], sharing: exchange, parameters: {p: {pattern: '.*'}}}
                  refund: {from: a, to: b, grants: ['b:y'], sharing: exchange, parameters: {p: {pattern: 'R[0-9]{6}'}}}
                """);
        String token = issued();

        HttpResponse<String> answer = a.ask(issuer, token, "&audience=b" + parameters);

        assertOAuthError(answer, 400, "invalid_request");
        assertThat(answer.body()).contains(detail);
        assertThat(scope(a.ask(issuer, token, "&audience=b&p=R123456"))).isEqualTo("b:x b:y");
        assertThat(scope(a.ask(issuer, token, "&audience=b&scope=b:x&p=evil"))).isEqualTo("b:x");
    }

    @Test
    void what_one_gives_without_parameters_needs_none_of_another() throws Exception {
        publish("""
                  free: {from: a, to: b, grants: ['b:x'], sharing: exchange}
                  asks: {from: a, to: b, grants: ['b:x'], sharing: exchange, parameters: {p: {pattern: '[0-9]+'}}}
                """);

        String given = a.exchanged(issuer, issued(), "&audience=b");

        assertThat(seen(given, "b").scopes()).containsExactly("b:x");
        assertThat(introspected(b, given).get("graph").get("stale").booleanValue())
                .isFalse();
    }

    @Test
    void a_parameter_that_a_condition_speaks_of_is_asked_for_when_it_is_not_there() throws Exception {
        publish("""
                  a-b: {from: a, to: b, grants: ['b:x'], sharing: exchange, when: "parameters.p.startsWith('EU')",
                        parameters: {p: {pattern: '[A-Z]{2,9}'}}}
                """);
        String token = issued();

        HttpResponse<String> missing = a.ask(issuer, token, "&audience=b");
        assertOAuthError(missing, 400, "invalid_request");
        assertThat(missing.body()).contains("'p' is required");
        assertOAuthError(a.ask(issuer, token, "&audience=b&p=eu"), 400, "invalid_request");
        assertOAuthError(a.ask(issuer, token, "&audience=b&p=US"), 400, "invalid_target");
        assertThat(scope(a.ask(issuer, token, "&audience=b&p=EUX"))).isEqualTo("b:x");
    }

    @Test
    void what_a_condition_keeps_back_is_as_if_it_were_not_there() throws Exception {
        String kept = "  first: {from: a, to: b, grants: ['b:x', 'b:y'], when: \"client.gold == true\"}\n";
        publish(kept + """
                  second: {from: a, to: b, grants: ['b:x'], sharing: exchange, lifetime: PT20S, staleness: {excess: reject}}
                """);
        HttpResponse<String> answer = a.ask(issuer, issued(), "&audience=b");
        assertThat(json(answer).get("expires_in").longValue()).isEqualTo(20);
        String given = json(answer).get("access_token").textValue();
        assertThat(introspected(b, given).get("graph").get("stale").booleanValue())
                .isFalse();

        publish(kept);

        assertThat(introspected(b, given).get("active").booleanValue()).isFalse();
        assertOAuthError(b.ask(issuer, given, ""), 400, "invalid_request");
    }

    @Test
    void a_token_that_a_condition_kept_something_out_of_does_not_lose_it() throws Exception {
        String c = "  a-c: {from: a, to: c, grants: ['c:x']}\n";
        publish("  a-b: {from: a, to: b, grants: ['b:x'], when: 'client.gold == true', staleness: {excess: reject}}\n"
                + c);
        String silver = issued();
        String gold =
                json(issuer.token("gold", goldSecret, "")).get("access_token").textValue();

        publish(c);

        assertThat(introspected(a, silver).get("graph").get("stale").booleanValue())
                .isTrue();
        assertThat(introspected(a, silver).get("graph").get("excess")).isEmpty();
        assertThat(a.ask(issuer, silver, "").statusCode()).isEqualTo(200);
        assertThat(introspected(a, gold).get("active").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"client.platinum == true", "false"})
    void what_is_given_on_another_condition_today_is_withdrawn_from_who_had_it_before(String when) throws Exception {
        String edge = "  a-b: {from: a, to: b, grants: ['b:x'], when: '%s', staleness: {excess: reject}}\n";
        publish(edge.formatted("client.gold == true"));
        String gold =
                json(issuer.token("gold", goldSecret, "")).get("access_token").textValue();
        String nested = seen(gold, "a").entries().get(0).get("token").textValue();
        assertThat(introspected(b, nested).get("active").booleanValue()).isTrue();

        publish(edge.formatted(when));

        assertThat(introspected(b, nested).get("active").booleanValue()).isFalse();
        assertOAuthError(b.ask(issuer, nested, ""), 400, "invalid_request");
        publish("  a-b: {from: a, to: b, grants: ['b:x'], staleness: {excess: reject}}\n");
        assertThat(introspected(b, nested).get("graph").get("excess")).isEmpty();
    }

    @Test
    void what_the_budget_cut_and_a_condition_forbids_is_not_offered_for_exchange() throws Exception {
        StringBuilder services = new StringBuilder(SERVICES);
        StringBuilder dependencies = new StringBuilder("dependencies:\n");
        for (int index = 0; index < 70; index++) {
            services.append("  s%1$d: {scopes: {'s%1$d:x': ''}}\n".formatted(index));
            dependencies.append("  a-s%1$d: {from: a, to: s%1$d, grants: ['s%1$d:x']%2$s}\n"
                    .formatted(index, index == 69 ? "" : ", when: 'client.gold == true'"));
        }
        issuer.publish(services + dependencies.toString());

        OutsideToken silver = seen(issued(), "a");

        assertThat(silver.claim("exchange")).extracting(JsonNode::textValue).isSubsetOf("s69");
        assertThat(scope(a.ask(issuer, silver.compact(), "&audience=s69"))).isEqualTo("s69:x");
        String gold =
                json(issuer.token("gold", goldSecret, "")).get("access_token").textValue();
        assertThat(seen(gold, "a").claim("exchange")).hasSizeGreaterThan(10);
    }

    @Test
    void what_a_request_had_bound_is_known_to_conditions_and_cannot_be_sent_otherwise() throws Exception {
        publish("""
                  a-b: {from: a, to: b, grants: ['b:x'], sharing: exchange, parameters: {order: {pattern: '[0-9]{4}'}}}
                  b-c: {from: b, to: c, grants: ['c:x'], when: "parameters.order == '1234'"}
                """);

        String right = a.exchanged(issuer, issued(), "&audience=b&order=1234");
        assertThat(seen(right, "b").entries()).hasSize(1);
        assertThat(scope(b.ask(issuer, right, "&audience=c"))).isEqualTo("c:x");
        assertThat(seen(b.exchanged(issuer, right, ""), "b").entries()).hasSize(1);

        String wrong = a.exchanged(issuer, issued(), "&audience=b&order=9999");
        assertThat(seen(wrong, "b").entries()).isEmpty();
        assertOAuthError(b.ask(issuer, wrong, "&audience=c&order=1234"), 400, "invalid_target");
    }

    @Test
    void a_parameter_of_more_than_200_characters_is_none_for_conditions() throws Exception {
        publish("  a-b: {from: a, to: b, grants: ['b:x'], when: \"parameters.z.matches('a+')\"}\n");

        assertThat(seen(issued("&z=" + "a".repeat(200)), "a").entries()).hasSize(1);
        assertThat(seen(issued("&z=" + "a".repeat(201)), "a").entries()).isEmpty();
    }

    @Test
    void claims_travel_as_exactly_by_exchange_as_by_embedding() throws Exception {
        publish("  a-b: {from: a, to: b, grants: ['b:x'], claims: {pass: [serial, rate]}}\n");
        OutsideToken outer = seen(issued(), "a");
        assertThat(outer.claim("serial").bigIntegerValue()).isEqualTo("18446744073709551615");

        for (String other : new String[] {
            outer.entries().get(0).get("token").textValue(), a.exchanged(issuer, issued(), "&audience=b")
        }) {
            assertThat(payload(other)).contains("\"serial\":18446744073709551615", "\"rate\":0.1234567890123456789012");
        }
        assertThat(payload(a.exchanged(issuer, issued(), ""))).contains("\"rate\":0.1234567890123456789012");
        assertThat(introspected(a, issued()).get("serial").bigIntegerValue()).isEqualTo("18446744073709551615");
    }

    @Test
    void who_renews_an_extended_token_keeps_its_time() throws Exception {
        publish("  a-b: {from: a, to: b, grants: ['b:x'], sharing: exchange, extend: PT20M}\n");
        String extended = a.exchanged(issuer, issued(), "&audience=b");

        String renewed = b.exchanged(issuer, extended, "");

        assertThat(seen(renewed, "b").claim("exp"))
                .isEqualTo(seen(extended, "b").claim("exp"));
        assertThat(seen(b.exchanged(issuer, renewed, ""), "b").claim("exp"))
                .isEqualTo(seen(extended, "b").claim("exp"));
    }

    @Test
    void a_token_that_ends_while_it_is_exchanged_is_an_expired_one() throws Exception {
        publish("""
                  a-b: {from: a, to: b, grants: ['b:x'], sharing: exchange, lifetime: PT2S}
                """);
        String token = a.exchanged(issuer, issued(), "&audience=b");
        Instant end = Instant.ofEpochSecond(seen(token, "b").claim("exp").longValue());
        Instant before = end.minusMillis(30);
        while (Instant.now().isBefore(before)) {
            Thread.onSpinWait();
        }

        while (Instant.now().isBefore(end.plusMillis(10))) {
            assertThat(b.ask(issuer, token, "").statusCode()).isIn(200, 400);
        }
    }

    @Test
    void a_resource_is_a_uri_for_every_grant() throws Exception {
        assertOAuthError(issuer.token(web.clientId(), web.secret(), "&resource=a"), 400, "invalid_target");
        assertThat(issuer.token(web.clientId(), web.secret(), "&audience=a").statusCode())
                .isEqualTo(200);
    }

    private static void publish(String dependencies) throws Exception {
        issuer.publish(SERVICES + "dependencies:\n" + dependencies);
    }

    private static String issued() throws Exception {
        return issued("");
    }

    private static String issued(String parameters) throws Exception {
        return json(issuer.token(web.clientId(), web.secret(), parameters))
                .get("access_token")
                .textValue();
    }

    private static OutsideToken seen(String token, String audience) throws Exception {
        return OutsideToken.verified(token, audience, "ES256", issuer.jwks());
    }

    private static String scope(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("scope").textValue();
    }

    private static String payload(String token) {
        return new String(
                Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'))),
                StandardCharsets.UTF_8);
    }

    private static JsonNode introspected(Exchanging service, String token) throws Exception {
        return json(Answers.send(issuer.to("/oauth2/introspect")
                .header("Authorization", service.basic())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=" + RunningIssuer.encoded(token)))));
    }
}
