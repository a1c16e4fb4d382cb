package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.Exchanging;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.PlayedProvider;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The story of examples/user-story.md: a user signs in elsewhere, and reaches four services with ever narrower tokens. */
class UserStoryTest {
    @RegisterExtension
    static final IssuerExtension ISSUER = new IssuerExtension(Map.of("trust.allowLoopback", "true"));

    private static PlayedProvider provider;
    private static Exchanging gateway;
    private static Exchanging orders;
    private static Exchanging payments;

    @BeforeAll
    static void set_the_stage(RunningIssuer issuer) throws Exception {
        provider = PlayedProvider.start("https://login.example");
        issuer.publish(Files.readString(Path.of("../examples/user-story.yaml")));
        ObjectNode client = new ObjectMapper()
                .createObjectNode()
                .put("client_id", "story-gateway")
                .put("scope", "order:create");
        gateway = Exchanging.register(issuer, client);
        orders = Exchanging.register(issuer, "story-orders");
        payments = Exchanging.register(issuer, "story-payments");
        HttpResponse<String> trusted =
                Caller.admin(issuer).send("POST", "/issuers", "application/json", """
                {"name": "login", "issuer": "https://login.example", "jwks_uri": "%s", "audiences": ["shop-app"],
                 "types": ["id_token", "jwt"], "claims": {"customer_tier": "tier"}, "clients": ["story-gateway"]}""".formatted(provider.jwksUri()));
        assertThat(trusted.statusCode()).as(trusted.body()).isEqualTo(201);
    }

    @AfterAll
    static void close() {
        provider.close();
    }

    @Test
    void a_user_reaches_the_last_service_in_ever_narrower_tokens(RunningIssuer issuer) throws Exception {
        HttpResponse<String> begun = gateway.ask(issuer, signedIn("alice", 300), "id_token", "&scope=order:create");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
        assertThat(json(begun).get("issued_token_type").textValue()).isEqualTo(Exchanging.TYPES + "access_token");

        OutsideToken atOrders =
                seen(issuer, json(begun).get("access_token").textValue(), "https://orders.story.example");
        assertThat(atOrders.text("sub")).isEqualTo("login:alice");
        assertThat(atOrders.text("client_id")).isEqualTo("story-gateway");
        assertThat(actors(atOrders)).isEqualTo("story-gateway");
        assertThat(atOrders.text("tier")).isEqualTo("gold");
        assertThat(atOrders.scopes()).containsExactly("order:create");
        assertThat(atOrders.claim("email").isMissingNode()).isTrue();

        String nested = atOrders.entries().get(0).get("token").textValue();
        OutsideToken atPayments = seen(issuer, nested, "https://payments.story.example");
        assertThat(atPayments.text("sub")).isEqualTo("login:alice");
        assertThat(actors(atPayments)).isEqualTo("story-orders story-gateway");
        assertThat(atPayments.scopes()).containsExactly("payment:charge");
        assertThat(atPayments.text("tier")).isEqualTo("gold");

        OutsideToken atLedger = seen(
                issuer, payments.exchanged(issuer, nested, "&audience=story-ledger"), "https://ledger.story.example");
        assertThat(atLedger.text("sub")).isEqualTo("login:alice");
        assertThat(actors(atLedger)).isEqualTo("story-payments story-orders story-gateway");
        assertThat(atLedger.scopes()).containsExactly("entry:book");
        assertThat(atLedger.text("txn")).isEqualTo(atOrders.text("txn"));
        assertThat(atLedger.claim("tier").isMissingNode()).isTrue();
        assertThat(atLedger.claim("exp").longValue())
                .isLessThanOrEqualTo(atPayments.claim("exp").longValue());
    }

    @Test
    void no_token_outlives_the_users_token(RunningIssuer issuer) throws Exception {
        HttpResponse<String> begun = gateway.ask(issuer, signedIn("bob", 20), "id_token", "");

        assertThat(json(begun).get("expires_in").longValue()).isBetween(1L, 20L);
    }

    @Test
    void embedding_and_exchange_give_the_same(RunningIssuer issuer) throws Exception {
        HttpResponse<String> begun = gateway.ask(issuer, signedIn("carol", 300), "id_token", "");
        String outer = json(begun).get("access_token").textValue();
        String nested = seen(issuer, outer, "https://orders.story.example")
                .entries()
                .get(0)
                .get("token")
                .textValue();

        OutsideToken embedded = seen(issuer, nested, "https://payments.story.example");
        OutsideToken exchanged = seen(
                issuer, orders.exchanged(issuer, outer, "&audience=story-payments"), "https://payments.story.example");

        for (String claim : new String[] {"iss", "sub", "aud", "scope", "client_id", "act", "txn", "tier"}) {
            assertThat(exchanged.claim(claim)).as(claim).isEqualTo(embedded.claim(claim));
        }
    }

    @Test
    void an_assertion_grant_begins_the_same_chain(RunningIssuer issuer) throws Exception {
        HttpResponse<String> begun = asserted(issuer, signedIn("dora", 300));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
        assertThat(json(begun).has("issued_token_type")).isFalse();
        OutsideToken token = seen(issuer, json(begun).get("access_token").textValue(), "https://orders.story.example");
        assertThat(token.text("sub")).isEqualTo("login:dora");
        assertThat(token.entries()).hasSize(1);

        assertOAuthError(asserted(issuer, signedIn("dora", -10)), 400, "invalid_grant");
        assertOAuthError(asserted(issuer, "nonsense"), 400, "invalid_grant");
        assertOAuthError(asserted(issuer, ""), 400, "invalid_request");
    }

    private static HttpResponse<String> asserted(RunningIssuer issuer, String assertion) throws Exception {
        return Answers.send(issuer.to("/oauth2/token")
                .header("Authorization", RunningIssuer.basic(gateway.clientId(), gateway.secret()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "grant_type=" + RunningIssuer.encoded(ClientMetadata.JWT_BEARER) + "&assertion=" + assertion)));
    }

    @Test
    void no_other_client_begins_a_chain_with_the_users_token(RunningIssuer issuer) throws Exception {
        assertOAuthError(orders.ask(issuer, signedIn("alice", 300), "id_token", ""), 400, "invalid_request");
        assertOAuthError(gateway.ask(issuer, signedIn("alice", -10), "id_token", ""), 400, "invalid_request");
        assertOAuthError(
                gateway.ask(issuer, signedIn("alice", 300), "id_token", "&scope=payment:charge"), 400, "invalid_scope");
    }

    private static String signedIn(String user, long seconds) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new TreeMap<>(Map.of(
                "iss", "https://login.example", "sub", user, "aud", "shop-app", "iat", now - 30, "exp", now + seconds));
        claims.put("customer_tier", "gold");
        claims.put("email", user + "@example.com");
        return provider.sign(Map.of("typ", "JWT"), claims);
    }

    private static OutsideToken seen(RunningIssuer issuer, String token, String audience) throws Exception {
        return OutsideToken.verified(token, audience, "ES256", issuer.jwks());
    }

    private static String actors(OutsideToken token) {
        StringBuilder actors = new StringBuilder();
        for (JsonNode act = token.claim("act"); act.isObject(); act = act.path("act")) {
            actors.append(' ').append(act.get("sub").textValue());
        }
        return actors.toString().strip();
    }
}
