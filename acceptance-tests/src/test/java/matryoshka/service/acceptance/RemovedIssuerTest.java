package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static matryoshka.service.testing.Answers.assertProblem;
import static matryoshka.service.testing.Answers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import matryoshka.service.testing.Caller;
import matryoshka.service.testing.PlayedKeys;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import matryoshka.service.testing.SharedIssuer.Replicas;
import matryoshka.service.testing.Soon;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens to the chains of users whose issuer is no longer trusted, and to its subject prefix. */
@ExtendWith(SharedIssuer.class)
class RemovedIssuerTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

    private static final String GRAPH = "services: {ri-shop: {scopes: {'ri-shop:order': ''}}}";

    private static PublicJsonWebKey key;
    private static ServiceClient web;
    private static ServiceClient shop;
    private static ServiceClient gateway;

    private RunningIssuer issuer;
    private Caller admin;
    private String name;

    @BeforeAll
    static void register_everybody(RunningIssuer issuer) throws Exception {
        issuer.publish(GRAPH);
        key = PlayedKeys.make("ES256", "first");
        web = ServiceClient.registered(issuer, "ri-web", "ri-shop:order");
        shop = ServiceClient.registered(issuer, "ri-shop", "");
        gateway = ServiceClient.registered(issuer, "ri-gateway", "tokens:introspect");
    }

    @BeforeEach
    void trust_an_issuer(RunningIssuer shared) throws Exception {
        issuer = shared;
        admin = Caller.admin(issuer);
        issuer.publish(GRAPH);
        name = "ri-acme-" + NUMBER.incrementAndGet();
        assertThat(register(name, url(), name).statusCode()).isEqualTo(201);
    }

    @Test
    void its_chains_end_at_once_and_no_later_registration_revives_them(Replicas replicas) throws Exception {
        String token = begun();
        String renewed = shop.exchanged(token, "");
        assertThat(gateway.seesDead(renewed)).isFalse();
        Soon.holds(() -> !gateway.at(replicas.second()).seesDead(token));

        assertThat(admin.delete("/issuers/" + name).statusCode()).isEqualTo(204);

        assertThat(gateway.seesDead(token)).isTrue();
        assertThat(gateway.seesDead(renewed)).isTrue();
        assertOAuthError(shop.exchange(token, ""), 400, "invalid_request");
        Soon.holds(() -> gateway.at(replicas.second()).seesDead(token));

        assertThat(register(name, url(), name).statusCode()).isEqualTo(201);
        assertThat(gateway.seesDead(token)).isTrue();
        assertThat(gateway.seesDead(renewed)).isTrue();
        Soon.holds(() -> gateway.at(replicas.second()).seesDead(token));
        assertThat(gateway.seesDead(begun())).isFalse();
    }

    @Test
    void its_prefix_never_goes_to_another_issuer() throws Exception {
        admin.delete("/issuers/" + name);

        HttpResponse<String> other = register(name, "https://other.example/" + name, name);
        assertProblem(other, 422);
        assertThat(other.body()).contains("subject-prefix-unique").contains("/subject_prefix");
        assertThat(register(name, "https://other.example/" + name, name + "-other")
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void an_issuer_that_gets_another_prefix_ends_the_chains_of_its_former_one() throws Exception {
        String token = begun();

        assertThat(change(url(), name + "-new").statusCode()).isEqualTo(200);
        assertThat(gateway.seesDead(token)).isTrue();
        String later = begun();
        assertThat(Revoking.payload(later).get("sub").textValue()).isEqualTo(name + "-new:user-1");
        assertThat(gateway.seesDead(later)).isFalse();

        assertThat(change(url(), name).statusCode()).isEqualTo(200);
        assertThat(gateway.seesDead(token)).isTrue();
        assertThat(gateway.seesDead(begun())).isFalse();
    }

    @Test
    void another_issuer_cannot_take_the_prefix_by_a_change() throws Exception {
        assertProblem(change("https://other.example/" + name, name), 422);
        assertThat(change("https://other.example/" + name, name + "-other").statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> register(String called, String url, String prefix) throws Exception {
        return admin.send("POST", "/issuers", "application/json", terms(called, url, prefix));
    }

    private HttpResponse<String> change(String url, String prefix) throws Exception {
        return admin.send("PUT", "/issuers/" + name, "application/json", terms(name, url, prefix));
    }

    private static String terms(String called, String url, String prefix) {
        return """
                {"name": "%s", "issuer": "%s", "jwks": %s, "audiences": ["us"], "types": ["jwt"], "clients": ["ri-web"],
                 "subject_prefix": "%s"}""".formatted(called, url, new JsonWebKeySet(key).toJson(), prefix);
    }

    private String url() {
        return "https://acme.example/" + name;
    }

    private String begun() throws Exception {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims =
                new LinkedHashMap<>(Map.of("iss", url(), "sub", "user-1", "aud", "us", "iat", now, "exp", now + 120));
        String subject = PlayedKeys.sign(key, Map.of("typ", "JWT"), claims);
        HttpResponse<String> answer =
                web.exchange("subject_token=" + RunningIssuer.encoded(subject) + "&subject_token_type=" + JWT);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("access_token").textValue();
    }
}
