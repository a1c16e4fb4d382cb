package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import matryoshka.service.platform.oauth.OAuthParameters;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A parameter without a value counts as omitted (RFC 6749 §3.2), at every endpoint and in every grant. */
@ExtendWith(SharedIssuer.class)
class EmptyParametersTest {
    private RunningIssuer issuer;

    @BeforeEach
    void publish_the_graph(RunningIssuer shared) throws Exception {
        issuer = shared;
        issuer.publish("""
                services: {ep-a: {scopes: {'ep-a:x': '', 'ep-a:y': ''}}, ep-b: {scopes: {'ep-b:x': ''}}}
                dependencies: {ep-e: {from: ep-a, to: ep-b, grants: ['ep-b:x']}}
                """);
    }

    @Test
    void an_empty_parameter_counts_as_omitted() throws Exception {
        ServiceClient app = ServiceClient.registered(issuer, "ep-app", "ep-a:x ep-a:y");
        ServiceClient service = ServiceClient.registered(issuer, "ep-a", "");
        String received = app.token("");

        for (String name : OAuthParameters.NAMES) {
            String empty = "&" + name + "=";
            if (!name.equals("grant_type")) {
                HttpResponse<String> issued = issuer.token("ep-app", app.secret(), empty);
                assertThat(issued.statusCode()).as(name + " " + issued.body()).isEqualTo(200);
                assertThat(json(issued).get("scope").textValue()).isEqualTo("ep-a:x ep-a:y");
            }
            if (!name.startsWith("subject_token")) {
                HttpResponse<String> exchanged = service.exchange(received, name.equals("grant_type") ? "" : empty);
                assertThat(exchanged.statusCode())
                        .as(name + " " + exchanged.body())
                        .isEqualTo(200);
            }
            if (!name.equals("token")) {
                assertThat(service.introspection(received, empty).get("active").booleanValue())
                        .as(name)
                        .isTrue();
            }
        }
    }

    @Test
    void an_empty_required_parameter_counts_as_missing() throws Exception {
        ServiceClient app = ServiceClient.registered(issuer, "ep-other", "ep-a:x");

        assertOAuthError(app.exchange("subject_token=&subject_token_type=x"), 400, "invalid_request");
        assertOAuthError(form(app, "/oauth2/token", "grant_type="), 400, "invalid_request");
        assertOAuthError(form(app, "/oauth2/revoke", "token="), 400, "invalid_request");
        assertOAuthError(form(app, "/oauth2/introspect", "token="), 400, "invalid_request");
    }

    @Test
    void two_spaces_in_a_scope_are_refused_as_they_are_at_registration() throws Exception {
        ServiceClient app = ServiceClient.registered(issuer, "ep-spaces", "ep-a:x ep-a:y");

        for (String scope : new String[] {"ep-a:x%20%20ep-a:y", "+ep-a:x", "ep-a:x+", "++"}) {
            assertOAuthError(issuer.token("ep-spaces", app.secret(), "&scope=" + scope), 400, "invalid_scope");
        }
        assertThat(issuer.token("ep-spaces", app.secret(), "&scope=ep-a:x+ep-a:y")
                        .statusCode())
                .isEqualTo(200);
        assertThat(Answers.send(issuer.asAdmin("/graph/plan?client_id=ep-spaces&scope=ep-a:x++ep-a:y"))
                        .statusCode())
                .isEqualTo(422);
    }

    private HttpResponse<String> form(ServiceClient client, String path, String form) throws Exception {
        return Answers.send(issuer.to(path)
                .header("Authorization", RunningIssuer.basic(client.clientId(), client.secret()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(form)));
    }
}
