package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static matryoshka.service.testing.Answers.send;
import static matryoshka.service.testing.RunningIssuer.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The {@code actor_token} of an exchange (RFC 8693 §2.1). */
@ExtendWith(SharedIssuer.class)
class ActorTokenTest {
    private static final String GRAPH = """
            services:
              at-orders: {scopes: {"at-orders:place": ""}}
              at-pay: {scopes: {"at-pay:charge": ""}}
            dependencies:
              at-1: {from: at-orders, to: at-pay, grants: ["at-pay:charge"], sharing: exchange}
            """;

    private static int round;

    private ServiceClient app;
    private ServiceClient orders;
    private String token;
    private RunningIssuer issuer;

    @BeforeEach
    void register_clients(RunningIssuer shared) throws Exception {
        issuer = shared;
        issuer.publish(GRAPH);
        if (round++ == 0) {
            orders = ServiceClient.registered(issuer, "at-orders", "at-pay:charge");
        } else {
            HttpResponse<String> secret =
                    send(issuer.asAdmin("/clients/at-orders/secrets").POST(BodyPublishers.noBody()));
            orders = new ServiceClient(
                    issuer, "at-orders", json(secret).get("client_secret").textValue());
        }
        app = ServiceClient.registered(issuer, "at-app-" + System.nanoTime(), "at-orders:place");
        token = app.token("");
    }

    @Test
    void one_of_the_client_itself_is_accepted_and_changes_nothing() throws Exception {
        JsonNode without = Revoking.payload(orders.exchanged(token, "&audience=at-pay"));

        for (String type : List.of("access_token", "jwt")) {
            String own = actor(orders.token(""), type);
            assertThat(said(Revoking.payload(orders.exchanged(token, "&audience=at-pay" + own))))
                    .isEqualTo(said(without));
        }
    }

    @Test
    void any_other_is_refused() throws Exception {
        String own = orders.token("");
        String exchanged = orders.exchanged(token, "&audience=at-pay");

        for (String other : List.of(
                actor(token, "access_token"),
                actor(exchanged, "access_token"),
                actor("x", "access_token"),
                actor(own + "x", "access_token"),
                actor(own, "id_token"),
                "&actor_token=" + encoded(own),
                "&actor_token_type=" + ServiceClient.ACCESS_TOKEN)) {
            assertOAuthError(orders.exchange(token, "&audience=at-pay" + other), 400, "invalid_request");
        }
        assertThat(orders.exchange(token, "&audience=at-pay&actor_token=&actor_token_type=")
                        .statusCode())
                .as("empty parameters are omitted")
                .isEqualTo(200);
    }

    @Test
    void a_revoked_one_is_refused() throws Exception {
        String own = orders.token("");
        assertThat(new Revoking(orders.clientId(), orders.secret())
                        .revoke(issuer, own)
                        .statusCode())
                .isEqualTo(200);

        assertOAuthError(
                orders.exchange(token, "&audience=at-pay" + actor(own, "access_token")), 400, "invalid_request");
        assertThat(orders.exchange(token, "&audience=at-pay").statusCode()).isEqualTo(200);
    }

    private static String actor(String token, String type) {
        return "&actor_token=" + encoded(token) + "&actor_token_type=urn:ietf:params:oauth:token-type:" + type;
    }

    private static JsonNode said(JsonNode claims) {
        ObjectNode said = claims.deepCopy();
        said.remove(List.of("jti", "iat"));
        return said;
    }
}
