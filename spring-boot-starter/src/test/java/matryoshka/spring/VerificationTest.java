package matryoshka.spring;

import static matryoshka.spring.RunningShop.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import matryoshka.resource.testing.PlayedIssuer;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What both kinds of application do with the tokens they receive. */
@ExtendWith(Running.class)
class VerificationTest {
    private final RunningShop shop;

    VerificationTest(RunningShop shop) {
        this.shop = shop;
    }

    /** The two services, with what differs. */
    enum Service {
        ORDERS(RunningShop.ORDERS, "orders"),
        PAYMENTS(RunningShop.PAYMENTS, "payments");

        private final String audience;
        private final String prefix;

        Service(String audience, String prefix) {
            this.audience = audience;
            this.prefix = prefix;
        }

        ConfigurableApplicationContext running(RunningShop shop) {
            return this == ORDERS ? shop.orders : shop.payments;
        }

        URI refunds(RunningShop shop) {
            return at(running(shop)).resolve("/refunds");
        }

        PlayedToken token() {
            return PlayedToken.of(audience, "web-shop", prefix + ":refund", prefix + ":admin");
        }

        PlayedToken weakToken() {
            return PlayedToken.of(audience, "web-shop", prefix + ":read");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_token_for_the_service_is_accepted(Service service) {
        assertThat(refunds(service, shop.issuer.mint(service.token())).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void without_a_token_the_challenges_name_no_error(Service service) {
        for (HttpResponse<String> answer : List.of(
                shop.send("GET", service.refunds(shop)),
                shop.send("GET", service.refunds(shop), "Authorization", "Basic dXNlcjpwYXNz"))) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(challenges(answer))
                    .contains("Bearer")
                    .anyMatch(challenge -> challenge.startsWith("DPoP algs=\""))
                    .noneMatch(challenge -> challenge.contains("error"))
                    .noneMatch(challenge -> challenge.contains("Basic"));
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_refused_token_is_answered_as_rfc_6750_says(Service service) {
        String ofOtherKeys;
        try (PlayedIssuer other = PlayedIssuer.start()) {
            ofOtherKeys = other.mint(service.token());
        }
        for (String token : List.of(
                "not.a.token",
                shop.issuer.mint(PlayedToken.of("https://other.example", "web-shop", "any")),
                ofOtherKeys)) {
            HttpResponse<String> answer = refunds(service, token);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(challenges(answer))
                    .singleElement()
                    .asString()
                    .startsWith("Bearer error=\"invalid_token\", error_description=\"");
            assertThat(answer.body()).doesNotContain(token);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_header_with_several_tokens_or_none_is_malformed(Service service) {
        String token = shop.issuer.mint(service.token());

        assertThat(refunds(service, "").statusCode()).isEqualTo(400);
        HttpResponse<String> several = shop.send(
                "GET", service.refunds(shop), "Authorization", "Bearer " + token, "Authorization", "Bearer " + token);
        assertThat(several.statusCode()).isEqualTo(400);
        assertThat(challenges(several)).singleElement().asString().startsWith("Bearer error=\"invalid_request\"");
    }

    @ParameterizedTest
    @EnumSource
    void a_missing_scope_is_named_to_the_client(Service service) {
        String token = shop.issuer.mint(service.weakToken());

        assertThat(scopeLackedAt(service, "/refunds", token)).isEqualTo(service.prefix + ":refund");
        assertThat(scopeLackedAt(service, "/admin", token)).isEqualTo(service.prefix + ":admin");
    }

    @ParameterizedTest
    @EnumSource
    void a_bound_token_needs_a_proof_that_is_used_once(Service service) {
        PlayedKey key = PlayedKey.generate();
        String token = shop.issuer.mint(service.token().boundToKey(key.thumbprint()));
        String url = service.refunds(shop).toString();
        String proof = key.proof("GET", url, token, Instant.now());

        assertThat(proven(service, token, proof).statusCode()).isEqualTo(200);
        assertRefused(proven(service, token, proof), "invalid_dpop_proof");
        assertRefused(
                proven(service, token, key.proof("GET", url + "/other", token, Instant.now())), "invalid_dpop_proof");
        assertRefused(
                proven(service, token, PlayedKey.generate().proof("GET", url, token, Instant.now())), "invalid_token");
        assertRefused(refunds(service, token), "invalid_token");
    }

    @ParameterizedTest
    @EnumSource
    void health_needs_no_token_and_the_rest_of_the_endpoints_do(Service service) {
        URI base = at(service.running(shop));

        assertThat(shop.send("GET", base.resolve("/actuator/health")).statusCode())
                .isEqualTo(200);
        assertThat(shop.send("GET", base.resolve("/actuator")).statusCode()).isEqualTo(401);
    }

    private void assertRefused(HttpResponse<String> answer, String error) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenges(answer))
                .singleElement()
                .asString()
                .startsWith("DPoP algs=\"")
                .contains("error=\"" + error + '"');
    }

    private String scopeLackedAt(Service service, String path, String token) {
        HttpResponse<String> answer = shop.get(service.running(shop), path, token);
        assertThat(answer.statusCode()).isEqualTo(403);
        String challenge = challenges(answer).get(0);
        assertThat(challenge).startsWith("Bearer error=\"insufficient_scope\"");
        return challenge.replaceAll(".*scope=\"([^\"]*)\"$", "$1");
    }

    private HttpResponse<String> refunds(Service service, String token) {
        return shop.send("GET", service.refunds(shop), "Authorization", "Bearer " + token);
    }

    private HttpResponse<String> proven(Service service, String token, String proof) {
        return shop.send("GET", service.refunds(shop), "Authorization", "DPoP " + token, "DPoP", proof);
    }

    private static List<String> challenges(HttpResponse<String> answer) {
        return answer.headers().allValues("WWW-Authenticate");
    }
}
