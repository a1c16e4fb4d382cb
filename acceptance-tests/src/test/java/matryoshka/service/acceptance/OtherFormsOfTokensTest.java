package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.OtherForms;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Anybody can make a second valid signature from an ECDSA signature, and base64 has several spellings. So nothing may depend on
 * the text of a token: what is used once, revoked or remembered is known by its {@code jti}; and there is one spelling.
 */
@ExtendWith(SharedIssuer.class)
class OtherFormsOfTokensTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String FORM = "grant_type=client_credentials";

    private RunningIssuer issuer;
    private String name;
    private ServiceClient app;
    private ServiceClient service;

    @BeforeEach
    void publish_the_graph(RunningIssuer shared) throws Exception {
        issuer = shared;
        name = "forms-" + NUMBER.incrementAndGet();
        issuer.publish("services: {%1$s: {scopes: {'%1$s:x': ''}}}".formatted(name));
        app = ServiceClient.registered(issuer, name + "-app", name + ":x");
        service = ServiceClient.registered(issuer, name, "");
    }

    @Test
    void a_second_signature_gives_the_same_token() throws Exception {
        String token = app.token("");
        String second = OtherForms.secondSignature(token);

        assertThat(second).isNotEqualTo(token);
        assertThat(OtherForms.secondSignature(second)).isEqualTo(token);
        assertThat(service.introspection(second)).isEqualTo(service.introspection(token));
    }

    @Test
    void revoking_a_token_covers_both_signatures() throws Exception {
        Revoking owner = new Revoking(app.clientId(), app.secret());
        String token = app.token("");
        String second = OtherForms.secondSignature(token);
        assertThat(owner.revoke(issuer, token).statusCode()).isEqualTo(200);
        assertDead(second);

        String other = app.token("");
        assertThat(owner.revoke(issuer, OtherForms.secondSignature(other)).statusCode())
                .isEqualTo(200);
        assertDead(other);
    }

    @Test
    void tokens_exchanged_with_the_second_signature_are_revoked_with_the_first() throws Exception {
        String token = app.token("");
        String renewed = service.exchanged(OtherForms.secondSignature(token), "");
        assertThat(service.seesDead(renewed)).isFalse();

        new Revoking(app.clientId(), app.secret()).revoke(issuer, token);

        assertDead(renewed);
    }

    @Test
    void a_revoked_admin_token_is_not_active_with_its_second_signature() throws Exception {
        ServiceClient admin = ServiceClient.registered(issuer, name + "-admin", "graph:read");
        String token = admin.token("");
        String second = OtherForms.secondSignature(token);
        assertThat(new Caller(issuer, second).get("/graph").statusCode()).isEqualTo(200);

        new Revoking(admin.clientId(), admin.secret()).revoke(issuer, token);

        assertThat(new Caller(issuer, second).get("/graph").statusCode()).isEqualTo(401);
    }

    @Test
    void an_assertion_is_used_up_with_its_second_signature() throws Exception {
        String client = name + "-asserting";
        ClientKey key = ClientKey.es256();
        issuer.register(key.registration(client, name + ":x"));
        String first = key.assertion(client);
        String other = key.assertion(client);

        assertThat(asserting(first).statusCode()).isEqualTo(200);
        assertOAuthError(asserting(OtherForms.secondSignature(first)), 401, "invalid_client");
        assertThat(asserting(OtherForms.secondSignature(other)).statusCode()).isEqualTo(200);
        assertOAuthError(asserting(other), 401, "invalid_client");
    }

    @Test
    void a_proof_is_used_up_with_its_second_signature() throws Exception {
        ClientKey key = ClientKey.es256();
        Map<String, Object> claims = Proving.claims(issuer);
        String first = key.proof(claims);
        claims.put("jti", "another-" + name);
        String other = key.proof(claims);

        assertThat(proving(first).statusCode()).isEqualTo(200);
        assertOAuthError(proving(OtherForms.secondSignature(first)), 400, "invalid_dpop_proof");
        assertThat(proving(OtherForms.secondSignature(other)).statusCode()).isEqualTo(200);
        assertOAuthError(proving(other), 400, "invalid_dpop_proof");
    }

    @Test
    void there_is_one_spelling_of_a_token_wherever_it_is_presented() throws Exception {
        String token = app.token("");
        String admin = issuer.adminToken();
        for (String other : OtherForms.otherSpellings(token)) {
            HttpResponse<String> told = service.introspect("token=" + RunningIssuer.encoded(other));
            assertThat(told.body()).as(other).doesNotContain("\"active\":true");
            assertOAuthError(service.exchange(other, ""), 400, "invalid_request");
            new Revoking(app.clientId(), app.secret()).revoke(issuer, other);
        }
        assertThat(service.introspection(token).get("active").booleanValue()).isTrue();
        for (String other : OtherForms.otherSpellings(admin)) {
            if (!other.contains("\n") && !other.startsWith(" ")) {
                assertThat(new Caller(issuer, other).get("/graph").statusCode()).isEqualTo(401);
            }
        }
    }

    @Test
    void there_is_one_spelling_of_an_assertion_and_of_a_proof() throws Exception {
        String client = name + "-asserting";
        ClientKey key = ClientKey.es256();
        issuer.register(key.registration(client, name + ":x"));
        String assertion = key.assertion(client);
        String proof = key.proof(Proving.claims(issuer));

        for (String other : OtherForms.otherSpellings(assertion)) {
            assertOAuthError(asserting(other), 401, "invalid_client");
        }
        for (String other : OtherForms.otherSpellings(proof)) {
            if (!other.contains("\n") && !other.startsWith(" ")) {
                assertOAuthError(proving(other), 400, "invalid_dpop_proof");
            }
        }
        assertThat(asserting(assertion).statusCode()).as("not used up").isEqualTo(200);
        assertThat(proving(proof).statusCode()).as("not used up").isEqualTo(200);
    }

    private void assertDead(String token) throws Exception {
        assertThat(service.seesDead(token)).isTrue();
        assertOAuthError(service.exchange(token, ""), 400, "invalid_request");
    }

    private HttpResponse<String> asserting(String assertion) throws Exception {
        return Answers.send(issuer.to("/oauth2/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(FORM + RunningIssuer.asserting(assertion))));
    }

    private HttpResponse<String> proving(String proof) throws Exception {
        return Answers.send(Proving.request(issuer, RunningIssuer.basic(app.clientId(), app.secret()), FORM)
                .header("DPoP", proof));
    }
}
