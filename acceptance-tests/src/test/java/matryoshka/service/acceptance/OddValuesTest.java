package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.OddValues;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever a stranger sends, with a wrong type in every place, is a client error: never 5xx, always an OAuth error or a
 * problem, and nothing in the log for an operator. Headers and what administrators send: {@link OddRequestsToEveryPathTest}.
 */
@ExtendWith(IssuerExtension.class)
class OddValuesTest {
    private static final String FORM = "grant_type=client_credentials";
    private static final String EXCHANGE = "grant_type=" + RunningIssuer.encoded(ServiceClient.EXCHANGE);
    private static final List<String> TYPES = List.of("jwt", "id_token", "access_token");
    private static final List<String> ENDPOINTS = List.of("/oauth2/token", "/oauth2/introspect", "/oauth2/revoke");
    private static final List<String> PARAMETERS = List.of(
            "grant_type",
            "scope",
            "audience",
            "resource",
            "min_graph_version",
            "client_id",
            "client_secret",
            "client_assertion",
            "client_assertion_type",
            "subject_token",
            "subject_token_type",
            "actor_token",
            "actor_token_type",
            "requested_token_type",
            "assertion",
            "token",
            "token_type_hint",
            "include",
            "%00",
            "%ff",
            "");

    private static RunningIssuer issuer;
    private static String app;
    private static String a;
    private static ClientKey key;
    private static ClientKey user;
    private static String token;

    @BeforeAll
    static void register_everybody(RunningIssuer running) throws Exception {
        issuer = running;
        issuer.publish("""
                services: {a: {scopes: {"a:x": ""}}, b: {scopes: {"b:x": ""}}}
                dependencies: {a-b: {from: a, to: b, grants: ["b:x"], claims: {pass: [tier], set: {channel: web}}}}
                """);
        ServiceClient client = ServiceClient.registered(issuer, "app", "a:x tokens:introspect");
        app = RunningIssuer.basic("app", client.secret());
        a = RunningIssuer.basic("a", ServiceClient.registered(issuer, "a", "").secret());
        key = ClientKey.es256();
        issuer.register(key.registration("asserting", "a:x"));
        user = ClientKey.es256();
        HttpResponse<String> trusted = Answers.send(issuer.asAdmin("/issuers")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("""
                        {"name": "acme", "issuer": "https://acme.example", "jwks": {"keys": [%s]}, "audiences": ["us"],
                         "types": ["jwt", "id_token", "access_token"], "clients": ["a", "app"],
                         "claims": {"level": "tier", "mail": "mail"}}
                        """.formatted(user.publicJwk()))));
        assertThat(trusted.statusCode()).as(trusted.body()).isEqualTo(201);
        token = client.token("a:x");
    }

    private static String text(Map<String, Object> members) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(members);
    }

    @Test
    void client_assertions() throws Exception {
        Map<String, Object> header = key.header();
        header.put("typ", "JWT");
        header.put("jwk", key.publicMembers());
        try (OddRequests odd = new OddRequests(issuer)) {
            for (var claims :
                    OddValues.variants(text(ClientKey.claims("asserting"))).entrySet()) {
                String assertion = key.signedTexts(text(key.header()), claims.getValue());
                odd.form("claims " + claims.getKey(), "/oauth2/token", "", FORM + RunningIssuer.asserting(assertion));
            }
            for (var odds : OddValues.variants(text(header)).entrySet()) {
                String assertion = key.signedTexts(odds.getValue(), text(ClientKey.claims("asserting")));
                odd.form("header " + odds.getKey(), "/oauth2/token", "", FORM + RunningIssuer.asserting(assertion));
            }
            assertThat(odd.served()).as("some of them are accepted").isPositive();
        }
    }

    @Test
    void dpop_proofs() throws Exception {
        Map<String, Object> good = Proving.claims(issuer);
        good.put("ath", "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
        Map<String, Object> header = key.header();
        header.remove("kid");
        header.put("typ", "dpop+jwt");
        header.put("jwk", key.publicMembers());
        try (OddRequests odd = new OddRequests(issuer)) {
            for (var claims : OddValues.variants(text(good)).entrySet()) {
                odd.send("claims " + claims.getKey(), proving(key.signedTexts(text(header), claims.getValue())));
            }
            for (var odds : OddValues.variants(text(header)).entrySet()) {
                good.put("jti", odds.getKey());
                odd.send("header " + odds.getKey(), proving(key.signedTexts(odds.getValue(), text(good))));
            }
            assertThat(odd.served()).as("some of them are accepted").isPositive();
        }
    }

    private static HttpRequest.Builder proving(String proof) {
        return Proving.request(issuer, app, FORM + "&scope=a:x").header("DPoP", proof);
    }

    @Test
    void tokens_of_trusted_issuers() throws Exception {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims =
                new LinkedHashMap<>(Map.of("iss", "https://acme.example", "sub", "u", "aud", "us"));
        claims.putAll(Map.of("iat", now, "exp", now + 60, "nbf", now - 1, "jti", "j", "level", "gold"));
        claims.putAll(Map.of("mail", Map.of("a", List.of(1)), "auth_time", now, "acr", "1", "amr", List.of("pwd")));
        claims.putAll(Map.of("may_act", Map.of("sub", "app"), "azp", "app"));
        Map<String, Object> header = user.header();
        header.put("typ", "JWT");
        try (OddRequests odd = new OddRequests(issuer)) {
            for (var odds : OddValues.variants(text(claims)).entrySet()) {
                String type = TYPES.get(odd.sent() % TYPES.size());
                String subject = user.signedTexts(text(user.header()), odds.getValue());
                exchange(odd, type + " claims " + odds.getKey(), subject, type);
            }
            for (var odds : OddValues.variants(text(header)).entrySet()) {
                exchange(odd, "header " + odds.getKey(), user.signedTexts(odds.getValue(), text(claims)), "jwt");
            }
            assertThat(odd.served()).as("some of them are accepted").isPositive();
        }
    }

    private static void exchange(OddRequests odd, String what, String subject, String type) throws Exception {
        String form = EXCHANGE + "&scope=a:x&subject_token=" + RunningIssuer.encoded(subject) + "&subject_token_type="
                + RunningIssuer.encoded("urn:ietf:params:oauth:token-type:" + type);
        odd.form(what, "/oauth2/token", app, form);
    }

    @Test
    void tokens_that_resemble_the_issuers_own() throws Exception {
        String[] parts = token.split("[.]", -1);
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        try (OddRequests odd = new OddRequests(issuer)) {
            for (var odds : OddValues.variants(header).entrySet()) {
                present(
                        odd,
                        "header " + odds.getKey(),
                        ClientKey.joined(odds.getValue()) + "." + parts[1] + "." + parts[2]);
            }
            for (var odds :
                    OddValues.variants(Revoking.payload(token).toString()).entrySet()) {
                present(
                        odd,
                        "claims " + odds.getKey(),
                        parts[0] + "." + ClientKey.joined(odds.getValue()) + "." + parts[2]);
            }
        }
    }

    /** In turn, wherever tokens are accepted. */
    private static void present(OddRequests odd, String what, String like) throws Exception {
        String form = "token=" + RunningIssuer.encoded(like);
        switch (odd.sent() % 4) {
            case 0 -> odd.form(what, "/oauth2/introspect", a, form);
            case 1 -> odd.form(what, "/oauth2/revoke", a, form);
            case 2 -> exchange(odd, what, like, "access_token");
            default -> odd.send(what, issuer.to("/graph").header("Authorization", "Bearer " + like));
        }
    }

    @Test
    void parameters_of_forms() throws Exception {
        try (OddRequests odd = new OddRequests(issuer)) {
            for (String name : PARAMETERS) {
                for (String value : OddValues.IN_FORMS) {
                    String path = ENDPOINTS.get(odd.sent() % ENDPOINTS.size());
                    String good =
                            path.equals("/oauth2/token") ? EXCHANGE + "&subject_token=" + token : "token=" + token;
                    String parameter = name + "=" + value;
                    odd.form(path + " " + parameter, path, a, good + "&" + parameter);
                    odd.form(path + " nothing but " + parameter, path, odd.sent() % 2 == 0 ? a : "", parameter);
                }
            }
        }
    }
}
