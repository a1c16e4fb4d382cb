package matryoshka.resource.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.util.stream.IntStream;
import matryoshka.resource.Limits;
import matryoshka.resource.NextHopToken;
import matryoshka.resource.PresentedToken;
import matryoshka.resource.ReceivedToken;
import matryoshka.resource.ResourceServer;
import matryoshka.resource.testing.PlayedIssuer;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ServiceNoncesTest {
    private static final URI URL = URI.create("https://any.example/");
    private static final PlayedKey KEY = PlayedKey.generate();
    private static final PlayedIssuer ISSUER = PlayedIssuer.start();
    private static final ResourceServer SERVER = ResourceServer.builder()
            .issuer(ISSUER.uri())
            .audience("orders")
            .service("orders")
            .proofKey(KEY.jwk())
            .limits(Limits.DEFAULT.withTokenLength(1 << 20))
            .build();

    private final ServiceNonces nonces = new ServiceNonces();

    @AfterAll
    static void close() {
        SERVER.close();
        ISSUER.close();
    }

    @Test
    void each_service_has_its_own_nonce() {
        ReceivedToken received = received(2);
        take(received.tokenFor("s0"), "n0");
        take(received.tokenFor("s1"), "n1");

        assertThat(nonceFor(received.tokenFor("s0"))).isEqualTo("n0");
        assertThat(nonceFor(received.tokenFor("s1"))).isEqualTo("n1");
    }

    @Test
    void a_nonce_that_is_too_long_is_not_taken() {
        ReceivedToken received = received(1);
        take(received.tokenFor("s0"), "n".repeat(1025));

        assertThat(nonceFor(received.tokenFor("s0"))).isNull();
    }

    @Test
    void the_nonces_of_a_hundred_services_are_remembered() {
        ReceivedToken received = received(101);
        for (int i = 0; i < 100; i++) {
            take(received.tokenFor("s" + i), "n");
        }
        assertThat(nonceFor(received.tokenFor("s0"))).isEqualTo("n");
        take(received.tokenFor("s100"), "n");

        assertThat(nonceFor(received.tokenFor("s0"))).isNull();
        assertThat(nonceFor(received.tokenFor("s100"))).isEqualTo("n");
    }

    @Test
    void only_a_request_that_was_refused_for_its_nonce_is_repeated() {
        NextHopToken token = received(1).tokenFor("s0");

        assertThat(nonces.present(token, "GET", URL).after(200, "n1")).isEmpty();
        assertThat(nonces.present(token, "GET", URL).after(401, "n1")).isEmpty();
        assertThat(nonces.present(token, "GET", URL).after(401, null)).isEmpty();
        assertThat(nonces.present(token, "GET", URL).after(401, "n2")).isPresent();
    }

    private void take(NextHopToken token, String nonce) {
        assertThat(nonces.present(token, "GET", URL).after(200, nonce)).isEmpty();
    }

    private @Nullable String nonceFor(NextHopToken token) {
        try {
            return SignedJWT.parse(String.valueOf(
                            nonces.present(token, "GET", URL).headers().get("DPoP")))
                    .getJWTClaimsSet()
                    .getStringClaim("nonce");
        } catch (ParseException noProof) {
            throw new AssertionError(noProof);
        }
    }

    /** Returns a token that embeds bound ones for services with the names s0, s1, … */
    private static ReceivedToken received(int services) {
        PlayedToken[] embedded = IntStream.range(0, services)
                .mapToObj(i -> PlayedToken.of("s" + i, "orders", "any").boundToKey(KEY.thumbprint()))
                .toArray(PlayedToken[]::new);
        return SERVER.verify(PresentedToken.ofBearer(
                ISSUER.mint(PlayedToken.of("orders", "web-shop", "any").embedding(embedded))));
    }
}
