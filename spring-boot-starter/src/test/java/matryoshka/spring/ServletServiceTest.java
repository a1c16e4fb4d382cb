package matryoshka.spring;

import static matryoshka.spring.RunningShop.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is special where there are servlets. */
@ExtendWith(Running.class)
class ServletServiceTest {
    private final RunningShop shop;

    ServletServiceTest(RunningShop shop) {
        this.shop = shop;
    }

    @Test
    void scopes_are_authorities() {
        String token = shop.issuer.mint(PlayedToken.of(RunningShop.ORDERS, "web-shop", "orders:place", "orders:read"));

        assertThat(shop.get(shop.orders, "/me", token).body())
                .isEqualTo("[\"SCOPE_orders:place\",\"SCOPE_orders:read\"]");
    }

    @Test
    void a_rule_that_no_scope_meets_names_none() {
        HttpResponse<String> answer = shop.get(shop.orders, "/nobody", shop.issuer.mint(RunningShop.order()));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer error=\"insufficient_scope\", "
                        + "error_description=\"The request needs more privileges than the token has.\"");
    }

    @Test
    void a_proof_is_verified_once_also_when_the_request_is_dispatched_again() {
        PlayedKey key = PlayedKey.generate();
        String token = shop.issuer.mint(RunningShop.order().boundToKey(key.thumbprint()));

        assertThat(proven(key, token, "/broken").statusCode()).isEqualTo(500);
        assertThat(proven(key, token, "/callable?url=" + shop.elsewhere() + "/page")
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> proven(PlayedKey key, String token, String path) {
        URI url = at(shop.orders).resolve(path);
        return shop.send(
                "GET",
                url,
                "Authorization",
                "DPoP " + token,
                "DPoP",
                key.proof("GET", url.toString().split("\\?", -1)[0], token, Instant.now()));
    }
}
