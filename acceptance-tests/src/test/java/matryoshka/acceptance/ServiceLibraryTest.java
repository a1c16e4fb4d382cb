package matryoshka.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import matryoshka.resource.ClientCredentials;
import matryoshka.resource.Count;
import matryoshka.resource.NextHopToken;
import matryoshka.resource.NextHopToken.How;
import matryoshka.resource.NoTokenException;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.RefusedException;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.ResourceServerBuilder;
import matryoshka.resource.StatusPolicy;
import matryoshka.resource.TokenRequest;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.service.testing.Answers;
import matryoshka.service.testing.Exchanging;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.Soon;
import matryoshka.token.StaleDirection;
import matryoshka.token.TokenStanding;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Services that use the library walk a graph of a running issuer. */
@ExtendWith(SharedIssuer.class)
class ServiceLibraryTest {
    private static final PlayedKey WEB = PlayedKey.generate();
    private static final PlayedKey ORDERS = PlayedKey.generate();
    private static final PlayedKey SIGNER = PlayedKey.generate();
    private static final String GRAPH = """
            services:
              lib-orders: {audience: "https://lib-orders.example", presenters: [lib-gate], scopes: {"lib-orders:place": "", "lib-orders:read": ""}}
              lib-pay: {audience: "https://lib-pay.example", hosts: ["lib-pay.svc:8080"], scopes: {"lib-pay:charge": "", "lib-pay:refund": ""}}
              lib-bank: {audience: "https://lib-bank.example", hosts: ["lib-bank.svc/v1"], scopes: {"lib-bank:book": ""}}
              lib-signer: {scopes: {"lib-signer:sign": ""}}
            dependencies:
              lib-1: {from: lib-orders, to: lib-pay, requires: ["lib-orders:place"], grants: ["lib-pay:charge"]}
              lib-2: {from: lib-pay, to: lib-bank, grants: ["lib-bank:book"]}
              lib-3: {from: lib-orders, to: lib-bank, requires: ["lib-orders:place"], grants: ["lib-bank:book"], sharing: exchange}
              lib-4: {from: lib-signer, to: lib-bank, grants: ["lib-bank:book"], sharing: exchange}
            """;
    private static final Map<String, String> SECRETS = new HashMap<>();

    private RunningIssuer issuer;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        SECRETS.put(
                "lib-web", registered(issuer, client("lib-web", "lib-orders:place lib-orders:read lib-signer:sign")));
        SECRETS.put("lib-orders", registered(issuer, client("lib-orders", "")));
        SECRETS.put("lib-gate", registered(issuer, client("lib-gate", "")));
        ObjectNode signer = client("lib-signer", "").put("token_endpoint_auth_method", "private_key_jwt");
        signer.set(
                "jwks", new ObjectMapper().readTree("{\"keys\":[" + SIGNER.jwk().toPublicJWK() + "]}"));
        registered(issuer, signer);
    }

    @BeforeEach
    void publish(RunningIssuer shared) throws Exception {
        issuer = shared;
        issuer.publish(GRAPH);
    }

    @Test
    void a_chain_walks_down_the_tree_and_asks_the_issuer_for_nothing() throws Exception {
        try (ResourceServer orders = orders().build();
                ResourceServer pay = service("https://lib-pay.example")
                        .service("lib-pay")
                        .callee("lib-bank", "https://lib-bank.example")
                        .build();
                ResourceServer bank = service("https://lib-bank.example").build()) {
            ReceivedToken atOrders = present(orders, token("lib-orders:place"));
            assertThat(atOrders.clientId()).isEqualTo("lib-web");

            NextHopToken forPay = atOrders.tokenFor("https://lib-pay.example");
            ReceivedToken atPay = present(pay, forPay.value());
            assertThat(atPay.clientId()).isEqualTo("lib-orders");
            assertThat(atPay.scopes()).containsExactly("lib-pay:charge");

            ReceivedToken atBank = present(bank, atPay.tokenFor("lib-bank").value());
            assertThat(atBank.subject()).isEqualTo("lib-web");
            assertThat(atBank.actors()).containsExactly("lib-pay", "lib-orders");
            assertThat(atBank.txn()).isEqualTo(atOrders.txn());
            assertThat(orders.counts()).containsEntry(Count.EXCHANGES, 0L);
            assertThatThrownBy(() -> present(bank, forPay.value())).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void what_the_graph_shares_by_exchange_is_exchanged_once() throws Exception {
        try (ResourceServer orders = orders().build();
                ResourceServer bank = service("https://lib-bank.example").build()) {
            ReceivedToken received = present(orders, token("lib-orders:place"));

            NextHopToken token = received.tokenFor("lib-bank");

            assertThat(token.how()).isEqualTo(How.EXCHANGED);
            assertThat(present(bank, token.value()).actors()).containsExactly("lib-orders");
            assertThat(received.tokenFor("lib-bank").value()).isEqualTo(token.value());
            assertThat(orders.counts()).containsEntry(Count.EXCHANGES, 1L).containsEntry(Count.CACHE_HITS, 1L);
        }
    }

    @Test
    void a_missing_dependency_is_named() throws Exception {
        try (ResourceServer orders = orders().build()) {
            ReceivedToken received = present(orders, token("lib-orders:read"));

            assertThatThrownBy(() -> received.tokenFor("lib-bank"))
                    .isInstanceOf(NoTokenException.class)
                    .hasMessage("No dependency leads from 'lib-orders' to 'lib-bank' for a token with the scopes"
                            + " [lib-orders:read].")
                    .extracting(thrown -> ((NoTokenException) thrown).reason())
                    .isEqualTo(NoTokenException.Reason.NO_DEPENDENCY);
            ReceivedToken placing = present(orders, token("lib-orders:place"));
            assertThatThrownBy(() -> placing.tokenFor(TokenRequest.to("lib-pay").withScopes(List.of("lib-pay:refund"))))
                    .extracting(thrown -> ((NoTokenException) thrown).reason())
                    .isEqualTo(NoTokenException.Reason.SCOPE_NOT_GRANTED);
        }
    }

    @Test
    void the_graph_says_where_tokens_are_sent() throws Exception {
        try (ResourceServer orders = orders().build()) {
            fetched(orders);
            ReceivedToken received = present(orders, token("lib-orders:place"));

            assertThat(received.tokenFor("lib-pay").how()).isEqualTo(How.EMBEDDED);
            assertThat(received.tokenFor(URI.create("http://lib-pay.svc:8080/charges"))
                            .audience())
                    .isEqualTo("https://lib-pay.example");
            assertThat(received.tokenFor(URI.create("https://lib-bank.svc/v1/x"))
                            .how())
                    .isEqualTo(How.EXCHANGED);
            assertThatThrownBy(() -> received.tokenFor(URI.create("https://lib-bank.svc/v2")))
                    .isInstanceOf(NoTokenException.class);

            issuer.publish(GRAPH.replace("lib-pay.svc:8080", "lib-pay.svc:9090"));
            fetched(orders);
            assertThatThrownBy(() -> received.tokenFor(URI.create("http://lib-pay.svc:8080/charges")))
                    .hasMessage(
                            "No service that 'lib-orders' calls is listed at http://lib-pay.svc. No token is sent there.");
            received.tokenFor(URI.create("http://lib-pay.svc:9090/charges"));
        }
    }

    @Test
    void a_gateway_presents_and_exchanges_for_the_service_that_names_it() throws Exception {
        try (ResourceServer gate = service("https://lib-orders.example")
                        .service("lib-orders")
                        .credentials(ClientCredentials.secret("lib-gate", secret("lib-gate")))
                        .build();
                ResourceServer bank = service("https://lib-bank.example").build()) {
            fetched(gate);
            ReceivedToken received = present(gate, token("lib-orders:place"));

            assertThat(received.tokenFor("lib-pay").how()).isEqualTo(How.EMBEDDED);
            ReceivedToken atBank = present(bank, received.tokenFor("lib-bank").value());
            assertThat(atBank.clientId()).isEqualTo("lib-gate");
            assertThat(atBank.actors()).containsExactly("lib-gate", "lib-orders");
        }
    }

    @Test
    void a_revoked_token_is_refused_everywhere_and_soon() throws Exception {
        try (ResourceServer orders = orders().build();
                ResourceServer pay = service("https://lib-pay.example").build()) {
            String token = token("lib-orders:place");
            ReceivedToken received = present(orders, token);
            String forPay = received.tokenFor("https://lib-pay.example").value();
            present(pay, forPay);

            HttpResponse<String> revoked = Answers.send(issuer.to("/oauth2/revoke")
                    .header("Authorization", RunningIssuer.basic("lib-web", secret("lib-web")))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("token=" + token)));
            assertThat(revoked.statusCode()).isEqualTo(200);

            Soon.holds(() -> refreshed(orders) && isRefused(orders, token));
            Soon.holds(() -> refreshed(pay) && isRefused(pay, forPay));
            assertThatThrownBy(() -> received.tokenFor("https://lib-pay.example"))
                    .isInstanceOf(NoTokenException.class);
            present(orders, token("lib-orders:place"));
        }
    }

    @Test
    void a_changed_graph_shows_in_which_direction_a_token_is_stale_and_it_can_be_renewed() throws Exception {
        try (ResourceServer orders = orders().build();
                ResourceServer renewing = orders().status(StatusPolicy.DEFAULT.withStale(StatusPolicy.Stale.RENEW))
                        .build()) {
            String token = token("lib-orders:place");
            Soon.holds(() -> refreshed(orders) && status(orders, token) == TokenStanding.Status.FRESH);

            issuer.publish(GRAPH.replace("[\"lib-pay:charge\"]}", "[\"lib-pay:refund\"]}"));

            Soon.holds(() -> refreshed(orders) && status(orders, token) == TokenStanding.Status.STALE);
            assertThat(present(orders, token).standing().directions())
                    .containsExactlyInAnyOrder(StaleDirection.MISSING, StaleDirection.EXCESS);
            Soon.holds(() -> refreshed(renewing) && status(renewing, token) == TokenStanding.Status.FRESH);
            ReceivedToken renewed = present(renewing, token);
            assertThat(renewed.tokenFor("lib-pay").scopes()).containsExactly("lib-pay:refund");
            assertThat(renewed.clientId()).isEqualTo("lib-web");
        }
    }

    @Test
    void a_service_authenticates_by_its_key() throws Exception {
        try (ResourceServer signer = service("lib-signer")
                .credentials(ClientCredentials.privateKey("lib-signer", SIGNER.jwk()))
                .build()) {
            ReceivedToken received = present(signer, token("lib-signer:sign"));

            fetched(signer);
            assertThat(received.tokenFor("lib-bank").scopes()).containsExactly("lib-bank:book");
        }
    }

    @Test
    void a_bound_token_is_presented_and_exchanged_with_proofs_of_each_ones_key() throws Exception {
        URI url = URI.create("https://lib-orders.example/orders");
        URI booking = URI.create("https://lib-bank.example/bookings");
        try (ResourceServer orders = orders().proofKey(ORDERS.jwk()).build();
                ResourceServer bank = service("https://lib-bank.example").build()) {
            String token = boundToken();
            String proof = WEB.proof("POST", url.toString(), token, now());
            ReceivedToken received = orders.verify(
                    PresentedToken.ofAuthorization(List.of("DPoP " + token)).withProofs(List.of(proof), "POST", url));
            assertThatThrownBy(() -> present(orders, token)).isInstanceOf(RefusedException.class);

            NextHopToken next = received.tokenFor("lib-bank");

            Map<String, String> headers = next.headers("POST", booking);
            assertThat(headers.get("Authorization")).startsWith("DPoP ");
            bank.verify(PresentedToken.ofAuthorization(List.of(headers.getOrDefault("Authorization", "")))
                    .withProofs(List.of(headers.getOrDefault("DPoP", "")), "POST", booking));
        }
    }

    /** A token of the web shop, bound to its key; the issuer demands a nonce first. */
    private String boundToken() throws Exception {
        String nonce = bound("").headers().firstValue("DPoP-Nonce").orElseThrow();
        return Answers.json(bound(nonce)).get("access_token").textValue();
    }

    private HttpResponse<String> bound(String nonce) throws Exception {
        var claims = PlayedKey.claims("POST", RunningIssuer.URL + "/oauth2/token", "", now())
                .claim("ath", null)
                .claim("nonce", nonce.isEmpty() ? null : nonce);
        return Answers.send(issuer.to("/oauth2/token")
                .header("Authorization", RunningIssuer.basic("lib-web", secret("lib-web")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("DPoP", WEB.signed(claims.build()))
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=lib-orders%3Aplace")));
    }

    private static Instant now() {
        return Clock.systemUTC().instant();
    }

    private String token(String scope) throws Exception {
        return issuer.issued("lib-web", secret("lib-web"), scope);
    }

    private ResourceServerBuilder orders() {
        return service("https://lib-orders.example")
                .credentials(ClientCredentials.secret("lib-orders", secret("lib-orders")));
    }

    private ResourceServerBuilder service(String audience) {
        return ResourceServer.builder()
                .issuer(URI.create(RunningIssuer.URL), URI.create("http://localhost:" + issuer.port()))
                .audience(audience);
    }

    /** Lets the library know what the issuer says now. */
    private static void fetched(ResourceServer server) {
        assertThat(server.refresh()).isTrue();
    }

    private static boolean refreshed(ResourceServer server) {
        return server.refresh();
    }

    private static boolean isRefused(ResourceServer server, String token) {
        try {
            present(server, token);
            return false;
        } catch (RefusedException refused) {
            return refused.description().contains("revoked");
        }
    }

    private static TokenStanding.Status status(ResourceServer server, String token) {
        return present(server, token).standing().status();
    }

    private static ReceivedToken present(ResourceServer server, String token) {
        return server.verify(PresentedToken.ofBearer(token));
    }

    private static String secret(String client) {
        return Objects.requireNonNull(SECRETS.get(client));
    }

    private static ObjectNode client(String id, String scope) {
        ObjectNode client =
                new ObjectMapper().createObjectNode().put("client_id", id).put("scope", scope);
        client.putArray("grant_types").add("client_credentials").add(Exchanging.GRANT);
        return client;
    }

    private static String registered(RunningIssuer issuer, ObjectNode client) throws Exception {
        return issuer.register(client);
    }
}
