package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may revoke a token: its presenter, its audience, and the client that began the chain. */
@ExtendWith(IssuerExtension.class)
class WhoMayRevokeTest {
    private static final Map<String, Revoking> CLIENTS = new HashMap<>();

    @BeforeAll
    static void register_the_services_as_clients(RunningIssuer issuer) throws Exception {
        issuer.publish("""
                services: {a: {audience: 'https://a.example', scopes: {'a:x': ''}}, b: {scopes: {'b:x': ''}}, c: {scopes: {'c:x': ''}}}
                dependencies: {ab: {from: a, to: b, grants: ['b:x']}, bc: {from: b, to: c, grants: ['c:x']}}
                """);
        CLIENTS.put("shop", Revoking.registered(issuer, "shop", "a:x"));
        for (String id : new String[] {"a", "b", "c", "stranger"}) {
            CLIENTS.put(id, Revoking.registered(issuer, id, ""));
        }
        HttpResponse<String> trusted = Caller.admin(issuer).send("POST", "/issuers", "application/json", """
                {"name": "acme", "issuer": "https://acme.example", "jwks_uri": "https://acme.example/jwks",
                 "audiences": ["us"], "types": ["jwt"]}""");
        assertThat(trusted.statusCode()).isEqualTo(201);
    }

    /** The tree is of shop for a, held by a for b, held by b for c. */
    @ParameterizedTest
    @CsvSource({
        "shop, 0, true",
        "shop, 1, true",
        "shop, 2, true",
        "a, 0, true",
        "a, 1, true",
        "b, 1, true",
        "b, 2, true",
        "c, 2, true",
        "b, 0, false",
        "a, 2, false",
        "c, 0, false",
        "c, 1, false",
        "stranger, 0, false",
        "stranger, 2, false"
    })
    void presenter_audience_and_origin_client_may_revoke(String clientId, int place, boolean may, RunningIssuer issuer)
            throws Exception {
        String token = Revoking.tree(client("shop").token(issuer)).get(place);
        HttpResponse<String> answer = client(clientId).revoke(issuer, token);

        if (may) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } else {
            assertOAuthError(answer, 400, "unauthorized_client");
        }
        assertThat(client("stranger").seesAlive(issuer, token)).isEqualTo(!may);
    }

    @Test
    void the_first_actor_of_another_clients_chain_may_not(RunningIssuer issuer, TestDatabase database)
            throws Exception {
        ObjectNode claims = Revoking.claims(client("shop").token(issuer), "E~x");
        claims.put("aud", "c").put("sub", "shop").put("client_id", "b");
        claims.putObject("act").put("sub", "b").putObject("act").put("sub", "a");
        String token = IssuerKeys.signed(database, claims);

        assertOAuthError(client("a").revoke(issuer, token), 400, "unauthorized_client");
        assertThat(client("shop").revoke(issuer, token).statusCode()).isEqualTo(200);
    }

    @Test
    void the_client_that_acts_for_a_user_may_revoke_what_the_user_got(RunningIssuer issuer, TestDatabase database)
            throws Exception {
        ObjectNode claims = Revoking.claims(client("shop").token(issuer), "U.0");
        claims.put("aud", "b").put("sub", "acme:7").put("client_id", "a");
        claims.putObject("act").put("sub", "a").putObject("act").put("sub", "shop");
        String token = IssuerKeys.signed(database, claims);
        assertThat(client("stranger").seesAlive(issuer, token)).isTrue();

        assertThat(client("shop").revoke(issuer, token).statusCode()).isEqualTo(200);

        assertThat(client("stranger").seesAlive(issuer, token)).isFalse();
    }

    private static Revoking client(String id) {
        return Objects.requireNonNull(CLIENTS.get(id));
    }
}
