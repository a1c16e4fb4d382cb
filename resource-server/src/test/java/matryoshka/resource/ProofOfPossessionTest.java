package matryoshka.resource;

import static matryoshka.resource.Shop.ORDERS;
import static matryoshka.resource.Shop.present;
import static matryoshka.resource.Shop.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import matryoshka.resource.testing.PlayedCertificates;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofOfPossessionTest {
    private static final String URL = "https://orders.shop.example/orders/7";
    private static final Shop SHOP = new Shop();
    private static final ResourceServer SERVER = SHOP.orders().build();
    private static final PlayedKey KEY = PlayedKey.generate();
    private static final String TOKEN = SHOP.issuer.mint(bound());

    @AfterAll
    static void close() {
        SERVER.close();
        SHOP.close();
    }

    private static PlayedToken bound() {
        return PlayedToken.of(ORDERS, "web-shop", "orders:place").boundToKey(KEY.thumbprint());
    }

    @Test
    void a_bound_token_is_accepted_with_a_proof() {
        assertThat(verify(KEY.proof("GET", URL, TOKEN, now())).clientId()).isEqualTo("web-shop");
    }

    @Test
    void a_proof_is_accepted_once() {
        String proof = KEY.proof("GET", URL, TOKEN, now());
        verify(proof);

        assertUnproven("invalid_dpop_proof", "used before", proof);
    }

    @Test
    void a_bound_token_is_not_accepted_as_a_bearer_token() {
        RefusedException refused = refusal(() -> present(SERVER, TOKEN));

        assertThat(refused.error()).contains("invalid_token");
        assertThat(refused.challenges()).singleElement().asString().startsWith("DPoP algs=");
    }

    @Test
    void a_bound_token_that_does_not_suffice_is_challenged_by_its_scheme() {
        ReceivedToken received = verify(KEY.proof("GET", URL, TOKEN, now()));

        assertThat(received.insufficientScope("orders:admin").challenges())
                .singleElement()
                .asString()
                .startsWith("DPoP algs=\"")
                .endsWith(
                        ", error=\"insufficient_scope\", error_description=\"The token lacks a scope that this request"
                                + " needs.\", scope=\"orders:admin\"");
        assertThat(received.insufficientScope().challenges())
                .singleElement()
                .asString()
                .endsWith("error_description=\"The request needs more privileges than the token has.\"");
    }

    @Test
    void a_token_that_is_not_bound_is_not_accepted_with_a_proof() {
        String token = SHOP.issuer.mint(PlayedToken.of(ORDERS, "web-shop"));

        assertThat(refusal(() -> SERVER.verify(presented(token, KEY.proof("GET", URL, token, now()))))
                        .error())
                .contains("invalid_token");
    }

    @Test
    void a_proof_of_another_key_is_refused() {
        assertUnproven("invalid_token", "another key", PlayedKey.generate().proof("GET", URL, TOKEN, now()));
    }

    @Test
    void a_proof_for_another_token_is_refused() {
        String other = SHOP.issuer.mint(bound());

        assertUnproven("invalid_dpop_proof", "another token", KEY.proof("GET", URL, other, now()));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, https://orders.shop.example/orders/7",
        "get, https://orders.shop.example/orders/7",
        "GET, http://orders.shop.example/orders/7",
        "GET, https://orders.shop.example/orders/8",
        "GET, https://orders.shop.example/orders/7/",
        "GET, https://orders.shop.example:8443/orders/7",
        "GET, https://x@orders.shop.example/orders/7",
        "GET, /orders/7",
        "GET, https://orders.shop.example/ orders",
    })
    void a_proof_for_another_request_is_refused(String method, String url) {
        assertUnproven("invalid_dpop_proof", "another request", KEY.proof(method, url, TOKEN, now()));
    }

    @ParameterizedTest
    @CsvSource({
        "https://orders.shop.example/orders/7?x=1",
        "HTTPS://Orders.Shop.example:443/orders/./%37#f",
    })
    void another_spelling_of_the_url_is_accepted(String url) {
        verify(KEY.proof("GET", url, TOKEN, now()));
    }

    @Test
    void an_old_proof_is_refused_and_so_is_one_from_the_future() {
        verify(KEY.proof("GET", URL, TOKEN, now().minusSeconds(59)));
        assertUnproven("invalid_dpop_proof", "not current", KEY.proof("GET", URL, TOKEN, now().minusSeconds(62)));
        assertUnproven("invalid_dpop_proof", "not current", KEY.proof("GET", URL, TOKEN, now().plusSeconds(62)));
    }

    @Test
    void a_proof_without_one_of_its_claims_is_refused() {
        for (String name : List.of("htm", "htu", "ath", "jti", "iat")) {
            String proof = KEY.signed(
                    PlayedKey.claims("GET", URL, TOKEN, now()).claim(name, null).build());
            assertThat(refusal(() -> verify(proof)).error()).contains("invalid_dpop_proof");
        }
    }

    @Test
    void what_is_no_proof_is_refused() {
        String access = KEY.signed(PlayedKey.claims("GET", URL, TOKEN, now()).build(), "at+jwt");
        for (String text : List.of("", "a.b.c", "bnVsbA.bnVsbA.bnVsbA", TOKEN, access, "x".repeat(5_000))) {
            assertThat(refusal(() -> verify(text)).error()).contains("invalid_dpop_proof");
        }
        assertUnproven(
                "invalid_dpop_proof",
                "exactly one",
                KEY.proof("GET", URL, TOKEN, now()),
                KEY.proof("GET", URL, TOKEN, now()));
        assertUnproven("invalid_dpop_proof", "exactly one");
    }

    @Test
    void a_proof_cannot_be_replayed_while_it_is_current() {
        Shop shop = new Shop();
        try (shop;
                ResourceServer server = shop.orders().build()) {
            String token = shop.issuer.mint(bound());
            Instant ahead = shop.clock.instant().plusSeconds(59);
            String proof = KEY.proof("GET", URL, token, ahead);
            server.verify(presented(token, proof));
            for (int i = 0; i < 11; i++) {
                shop.clock.advance(Duration.ofSeconds(10));
                assertThat(refusal(() -> server.verify(presented(token, proof))).description())
                        .contains("before");
            }
        }
    }

    @Test
    void the_memory_of_proofs_is_bounded_and_forgets_none_that_could_be_replayed() {
        Shop shop = new Shop();
        try (shop;
                ResourceServer server =
                        shop.orders().limits(Limits.DEFAULT.withProofs(3)).build()) {
            String token = shop.issuer.mint(bound());
            String first = KEY.proof("GET", URL, token, shop.clock.instant());
            server.verify(presented(token, first));
            server.verify(presented(token, KEY.proof("GET", URL, token, shop.clock.instant())));
            server.verify(presented(token, KEY.proof("GET", URL, token, shop.clock.instant())));

            String fourth = KEY.proof("GET", URL, token, shop.clock.instant());
            assertThat(refusal(() -> server.verify(presented(token, fourth))).status())
                    .isEqualTo(503);
            assertThat(refusal(() -> server.verify(presented(token, first))).status())
                    .isEqualTo(401);

            shop.clock.advance(Duration.ofMinutes(4));
            server.verify(presented(token, KEY.proof("GET", URL, token, shop.clock.instant())));
        }
    }

    @Test
    void a_service_that_demands_nonces_hands_them_out() {
        byte[] key = new byte[16];
        try (ResourceServer one = SHOP.orders().proofNonces(key).build();
                ResourceServer other = SHOP.orders().proofNonces(key).build()) {
            RefusedException refused = refusal(() -> one.verify(presented(TOKEN, KEY.proof("GET", URL, TOKEN, now()))));
            assertThat(refused.error()).contains("use_dpop_nonce");
            String nonce = String.join("", refused.headers().getOrDefault("DPoP-Nonce", List.of()));

            String proof = KEY.signed(PlayedKey.claims("GET", URL, TOKEN, now())
                    .claim("nonce", nonce)
                    .build());
            assertThat(other.verify(presented(TOKEN, proof)).clientId()).isEqualTo("web-shop");
        }
    }

    @Test
    void an_embedded_token_is_useless_without_its_holders_key() {
        PlayedKey orders = PlayedKey.generate();
        String token = SHOP.issuer.mint(
                PlayedToken.of(Shop.PAYMENTS, "orders", "payments:charge").boundToKey(orders.thumbprint()));
        try (ResourceServer payments = SHOP.service("payments", Shop.PAYMENTS).build()) {
            assertThat(refusal(() -> present(payments, token)).error()).contains("invalid_token");
            assertThat(refusal(() -> payments.verify(presented(token, KEY.proof("GET", URL, token, now()))))
                            .error())
                    .contains("invalid_token");
            payments.verify(presented(token, orders.proof("GET", URL, token, now())));
        }
    }

    @Test
    void a_token_bound_to_a_certificate_needs_it() {
        String token = SHOP.issuer.mint(PlayedToken.of(ORDERS, "web-shop")
                .boundToCertificate(PlayedCertificates.thumbprint(PlayedCertificates.ONE)));
        PresentedToken bearer = PresentedToken.ofBearer(token);

        assertThat(SERVER.verify(bearer.withCertificate(PlayedCertificates.ONE)).clientId())
                .isEqualTo("web-shop");
        assertThat(refusal(() -> SERVER.verify(bearer)).error()).contains("invalid_token");
        assertThat(refusal(() -> SERVER.verify(bearer.withCertificate(PlayedCertificates.OTHER)))
                        .error())
                .contains("invalid_token");
    }

    private static ReceivedToken verify(String... proofs) {
        return SERVER.verify(presented(TOKEN, proofs));
    }

    private static PresentedToken presented(String token, String... proofs) {
        return PresentedToken.ofAuthorization(List.of("DPoP " + token))
                .withProofs(List.of(proofs), "GET", URI.create(URL));
    }

    private static void assertUnproven(String error, String description, String... proofs) {
        RefusedException refused = refusal(() -> verify(proofs));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.error()).contains(error);
        assertThat(refused.description()).contains(description);
        assertThat(refused.challenges()).singleElement().asString().startsWith("DPoP algs=\"ES256");
    }

    private static Instant now() {
        return Date.from(SHOP.clock.instant()).toInstant();
    }
}
