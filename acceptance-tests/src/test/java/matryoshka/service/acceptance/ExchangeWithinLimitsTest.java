package matryoshka.service.acceptance;

import static matryoshka.service.testing.Answers.assertOAuthError;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import matryoshka.service.testing.IssuerExtension;
import matryoshka.service.testing.RunningIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exchange with a tiny budget and a low limit of actors. */
class ExchangeWithinLimitsTest {
    @RegisterExtension
    static final IssuerExtension ISSUER = new IssuerExtension(Map.of("budget.maxTokens", "2", "tokens.maxActors", "2"));

    @Test
    void what_was_cut_is_available_by_exchange(RunningIssuer issuer) throws Exception {
        issuer.publish(ExchangeOverHttpTest.GRAPH.replace(", sharing: exchange", ""));
        String token =
                ServiceClient.registered(issuer, "cut-app", "x-shop:order").token("");
        ServiceClient shop = ServiceClient.registered(issuer, "x-shop", "");
        OutsideToken outer = OutsideToken.verified(token, "https://shop.x.example", "ES256", issuer.jwks());
        List<String> cut = new ArrayList<>();
        outer.claim("exchange").forEach(audience -> cut.add(audience.textValue()));
        assertThat(cut).isNotEmpty();

        for (String audience : cut) {
            OutsideToken had = shop.exchanged(token, "&audience=" + RunningIssuer.encoded(audience), audience);
            assertThat(had.claim("act").toString()).isEqualTo("{\"sub\":\"x-shop\"}");
            assertThat(had.scopes()).isNotEmpty();
        }
    }

    @Test
    void a_chain_ends_at_the_limit_of_actors(RunningIssuer issuer) throws Exception {
        issuer.publish("""
                services: {s1: {scopes: {"1": ""}}, s2: {scopes: {"2": ""}}, s3: {scopes: {"3": ""}}, s4: {scopes: {"4": ""}}}
                dependencies:
                  e1: {from: s1, to: s2, grants: ["2"], sharing: exchange}
                  e2: {from: s2, to: s3, grants: ["3"], sharing: exchange}
                  e3: {from: s3, to: s4, grants: ["4"], sharing: exchange}
                """);
        String first = ServiceClient.registered(issuer, "chain-app", "1").token("");
        ServiceClient s3 = ServiceClient.registered(issuer, "s3", "");

        String second = ServiceClient.registered(issuer, "s1", "").exchanged(first, "&audience=s2");
        String third = ServiceClient.registered(issuer, "s2", "").exchanged(second, "&audience=s3");

        assertThat(Revoking.payload(third).get("act").toString())
                .isEqualTo("{\"sub\":\"s2\",\"act\":{\"sub\":\"s1\"}}");
        assertOAuthError(s3.exchange(third, "&audience=s4"), 400, "invalid_request");
    }

    @Test
    void nothing_is_nested_beyond_the_limit_of_actors(RunningIssuer issuer) throws Exception {
        issuer.publish("""
                services: {n1: {scopes: {"1": ""}}, n2: {scopes: {"2": ""}}, n3: {scopes: {"3": ""}}, n4: {scopes: {"4": ""}}}
                dependencies:
                  e1: {from: n1, to: n2, grants: ["2"], sharing: exchange}
                  e2: {from: n2, to: n3, grants: ["3"], sharing: exchange}
                  e3: {from: n3, to: n4, grants: ["4"]}
                """);
        String first = ServiceClient.registered(issuer, "nested-app", "1").token("");

        String second = ServiceClient.registered(issuer, "n1", "").exchanged(first, "&audience=n2");
        String third = ServiceClient.registered(issuer, "n2", "").exchanged(second, "&audience=n3");

        assertThat(Revoking.payload(third).has("tokens")).isFalse();
        assertOAuthError(
                ServiceClient.registered(issuer, "n3", "").exchange(third, "&audience=n4"), 400, "invalid_request");
    }
}
