package matryoshka.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import matryoshka.resource.testing.PlayedCertificates;
import matryoshka.resource.testing.PlayedKey;
import matryoshka.resource.testing.PlayedToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Dropwizard and plain Jersey do with the tokens they receive. */
@ExtendWith(Running.class)
class VerificationTest {
    private final RunningShop shop;

    VerificationTest(RunningShop shop) {
        this.shop = shop;
    }

    /** Where the service runs. */
    enum On {
        DROPWIZARD(RunningShop.ORDERS),
        JERSEY(RunningShop.PAYMENTS);

        private final String audience;

        On(String audience) {
            this.audience = audience;
        }

        URI at(RunningShop shop, String path) {
            return (this == DROPWIZARD ? shop.orders() : shop.payments()).resolve(path);
        }

        PlayedToken token(String... scopes) {
            return PlayedToken.of(audience, "web-shop", scopes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_token_for_the_service_is_accepted_and_its_scopes_are_roles(On server) {
        assertThat(shop.get(server.at(shop, "/roles"), shop.issuer.mint(server.token("shop")))
                        .body())
                .isEqualTo("Bearer true false false");
    }

    @ParameterizedTest
    @EnumSource
    void without_a_token_the_challenges_name_no_error(On server) {
        HttpResponse<String> answer = shop.send("GET", server.at(shop, "/roles"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenges(answer))
                .contains("Bearer")
                .anyMatch(challenge -> challenge.startsWith("DPoP algs=\""))
                .noneMatch(challenge -> challenge.contains("error"));
    }

    @ParameterizedTest
    @EnumSource
    void a_refused_token_is_answered_as_rfc_6750_says(On server) {
        for (String token :
                List.of("not.a.token", shop.issuer.mint(PlayedToken.of("https://other.example", "web-shop", "shop")))) {
            HttpResponse<String> answer = shop.get(server.at(shop, "/roles"), token);

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
    void several_tokens_are_malformed(On server) {
        String token = "Bearer " + shop.issuer.mint(server.token("shop"));

        assertThat(shop.send("GET", server.at(shop, "/roles"), "Authorization", token, "Authorization", token)
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource
    void missing_scopes_are_named_to_the_client(On server) {
        String ofClass = shop.issuer.mint(server.token("orders:place"));
        String ofMethod = shop.issuer.mint(server.token("shop", "payments:read"));

        assertThat(scopesLacked(shop.get(server.at(shop, "/roles"), ofClass))).isEqualTo("shop");
        assertThat(scopesLacked(shop.send("POST", server.at(shop, "/charges"), "Authorization", "Bearer " + ofMethod)))
                .isEqualTo("payments:charge payments:read");
        assertThat(scopesLacked(shop.get(server.at(shop, "/refunds"), ofMethod)))
                .isEqualTo("orders:refund");
    }

    @ParameterizedTest
    @EnumSource
    void a_bound_token_needs_a_proof_that_is_used_once(On server) {
        PlayedKey key = PlayedKey.generate();
        String token = shop.issuer.mint(server.token("shop").boundToKey(key.thumbprint()));
        URI url = server.at(shop, "/roles?x=1");
        String proof = key.proof("GET", server.at(shop, "/roles").toString(), token, Instant.now());

        assertThat(shop.send("GET", url, "Authorization", "DPoP " + token, "DPoP", proof)
                        .body())
                .isEqualTo("DPoP true false false");
        HttpResponse<String> again = shop.send("GET", url, "Authorization", "DPoP " + token, "DPoP", proof);
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(challenges(again)).singleElement().asString().contains("error=\"invalid_dpop_proof\"");
        assertThat(shop.get(url, token).statusCode()).isEqualTo(401);
    }

    @Test
    void a_token_that_is_bound_to_a_certificate_needs_it() {
        String token = shop.issuer.mint(
                On.DROPWIZARD.token("shop").boundToCertificate(PlayedCertificates.thumbprint(PlayedCertificates.ONE)));
        URI url = shop.orders().resolve("/roles");

        assertThat(shop.send("GET", url, "Authorization", "Bearer " + token, "X-Certificate", "one")
                        .statusCode())
                .isEqualTo(200);
        assertThat(shop.get(url, token).statusCode()).isEqualTo(401);
    }

    @Test
    void a_feature_for_annotated_resources_leaves_others_open() {
        assertThat(shop.send("GET", shop.orders().resolve("/open")).body()).isEqualTo("open");
        assertThat(shop.send("GET", shop.orders().resolve("/open/caller")).statusCode())
                .isEqualTo(500);
    }

    @Test
    void a_feature_for_everywhere_lets_no_resource_open() {
        String token = shop.issuer.mint(PlayedToken.of(RunningShop.PAYMENTS, "web-shop", "any"), "alice");

        assertThat(shop.send("GET", shop.payments().resolve("/open")).statusCode())
                .isEqualTo(401);
        assertThat(shop.get(shop.payments().resolve("/open/caller"), token).body())
                .isEqualTo("alice");
    }

    private static String scopesLacked(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(403);
        String challenge = challenges(answer).get(0);
        assertThat(challenge).startsWith("Bearer error=\"insufficient_scope\"");
        return challenge.replaceAll(".*scope=\"([^\"]*)\"$", "$1");
    }

    private static List<String> challenges(HttpResponse<String> answer) {
        return answer.headers().allValues("WWW-Authenticate");
    }
}
