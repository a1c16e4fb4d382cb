package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.JWK;
import java.net.URI;
import java.util.List;
import matryoshka.service.testing.ClientKey;
import matryoshka.service.testing.Exchanging;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.security.oauth2.client.endpoint.NimbusJwtClientAuthenticationParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientTokenExchangeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.TokenExchangeGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Services written with Spring Security's OAuth client work with the issuer. */
@ExtendWith(SharedIssuer.class)
class SpringClientTest {
    private static Exchanging app;
    private static Exchanging shop;

    @BeforeAll
    static void set_up(RunningIssuer issuer) throws Exception {
        issuer.publish("""
                services:
                  s-shop: {scopes: {"s-shop:order": "", "s-shop:read": ""}}
                  s-pay: {scopes: {"s-pay:charge": ""}}
                dependencies:
                  s-edge: {from: s-shop, to: s-pay, requires: ["s-shop:order"], grants: ["s-pay:charge"], sharing: exchange}
                """);
        app = new Exchanging("s-app", issuer.register("s-app", "s-shop:order s-shop:read"));
        shop = Exchanging.register(issuer, "s-shop");
    }

    @Test
    void a_client_gets_a_token_for_itself(RunningIssuer issuer) throws Exception {
        OAuth2AccessTokenResponse response = issued(issuer, "s-shop:order", "s-shop:read");

        OAuth2AccessToken token = response.getAccessToken();
        assertThat(token.getTokenType()).isEqualTo(OAuth2AccessToken.TokenType.BEARER);
        assertThat(token.getScopes()).containsExactlyInAnyOrder("s-shop:order", "s-shop:read");
        assertThat(token.getExpiresAt()).isAfter(token.getIssuedAt());
        assertThat(seen(issuer, token, "s-shop").text("client_id")).isEqualTo("s-app");
    }

    @Test
    void a_service_exchanges_what_it_received(RunningIssuer issuer) throws Exception {
        OAuth2AccessToken received = issued(issuer, "s-shop:order").getAccessToken();

        OAuth2AccessTokenResponse response = exchanged(issuer, received);

        assertThat(response.getAdditionalParameters()).containsEntry("issued_token_type", ServiceClient.ACCESS_TOKEN);
        assertThat(response.getAccessToken().getScopes()).containsExactly("s-pay:charge");
        assertThat(seen(issuer, response.getAccessToken(), "s-pay").scopes()).containsExactly("s-pay:charge");
    }

    @Test
    void a_refusal_is_understood(RunningIssuer issuer) {
        OAuth2AccessToken received = issued(issuer, "s-shop:read").getAccessToken();

        OAuth2AuthorizationException refused =
                catchThrowableOfType(OAuth2AuthorizationException.class, () -> exchanged(issuer, received));

        assertThat(refused.getError().getErrorCode()).isEqualTo("invalid_target");
        assertThat(refused.getError().getDescription()).isNotBlank();
    }

    /** Spring uses the endpoint as the audience of its assertions; it must be configured with the issuer (RFC 7523bis). */
    @Test
    void a_client_authenticates_by_assertion(RunningIssuer issuer) throws Exception {
        ClientKey key = ClientKey.es256();
        issuer.register(key.registration("s-asserting", "s-shop:read"));
        JWK jwk = JWK.parse(key.privateJwk());
        var assertions = new NimbusJwtClientAuthenticationParametersConverter<OAuth2ClientCredentialsGrantRequest>(
                registration -> jwk);
        assertions.setJwtClientAssertionCustomizer(
                assertion -> assertion.getClaims().audience(List.of(RunningIssuer.URL)));
        var client = new RestClientClientCredentialsTokenResponseClient();
        client.addParametersConverter(assertions);

        OAuth2AccessTokenResponse response =
                client.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(registration(issuer, "s-asserting")
                        .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .build()));

        assertThat(response.getAccessToken().getScopes()).containsExactly("s-shop:read");
    }

    private static OAuth2AccessTokenResponse issued(RunningIssuer issuer, String... scopes) {
        return new RestClientClientCredentialsTokenResponseClient()
                .getTokenResponse(new OAuth2ClientCredentialsGrantRequest(registration(issuer, app.clientId())
                        .clientSecret(app.secret())
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .scope(scopes)
                        .build()));
    }

    private static OAuth2AccessTokenResponse exchanged(RunningIssuer issuer, OAuth2AccessToken received) {
        var client = new RestClientTokenExchangeTokenResponseClient();
        client.addParametersConverter(request -> {
            MultiValueMap<String, String> target = new LinkedMultiValueMap<>();
            target.add("audience", "s-pay");
            return target;
        });
        return client.getTokenResponse(new TokenExchangeGrantRequest(
                registration(issuer, shop.clientId())
                        .clientSecret(shop.secret())
                        .authorizationGrantType(AuthorizationGrantType.TOKEN_EXCHANGE)
                        .build(),
                received,
                null));
    }

    private static ClientRegistration.Builder registration(RunningIssuer issuer, String clientId) {
        return ClientRegistration.withRegistrationId(clientId)
                .clientId(clientId)
                .tokenUri(URI.create("http://localhost:" + issuer.port() + "/oauth2/token")
                        .toString());
    }

    private static OutsideToken seen(RunningIssuer issuer, OAuth2AccessToken token, String audience) throws Exception {
        return OutsideToken.verified(token.getTokenValue(), audience, "ES256", issuer.jwks());
    }
}
