package matryoshka.service.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.token.TypelessAccessToken;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import java.net.URI;
import java.util.List;
import matryoshka.service.testing.RunningIssuer;
import matryoshka.service.testing.SharedIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service written with another OAuth library works with the issuer. */
@ExtendWith(SharedIssuer.class)
class NimbusClientTest {
    @Test
    void exchange_and_introspection_are_as_the_library_expects(RunningIssuer issuer) throws Exception {
        issuer.publish("""
                services: {n-shop: {scopes: {"n-shop:order": ""}}, n-pay: {scopes: {"n-pay:charge": ""}}}
                dependencies: {n-edge: {from: n-shop, to: n-pay, grants: ["n-pay:charge"], sharing: exchange}}
                """);
        String received =
                ServiceClient.registered(issuer, "n-app", "n-shop:order").token("");
        ServiceClient pay = ServiceClient.registered(issuer, "n-pay", "");

        AccessToken exchanged = exchanged(issuer, ServiceClient.registered(issuer, "n-shop", ""), received);
        TokenIntrospectionSuccessResponse told = introspected(issuer, pay, exchanged);

        assertThat(exchanged.getScope()).isEqualTo(new Scope("n-pay:charge"));
        assertThat(exchanged.getIssuedTokenType()).isEqualTo(TokenTypeURI.ACCESS_TOKEN);
        assertThat(exchanged.getLifetime()).isBetween(1L, 300L);
        assertThat(told.isActive()).isTrue();
        assertThat(told.getSubject()).isEqualTo(new Subject("n-app"));
        assertThat(told.getClientID()).isEqualTo(new ClientID("n-shop"));
        assertThat(told.getAudience()).isEqualTo(new Audience("n-pay").toSingleAudienceList());
        assertThat(told.getScope()).isEqualTo(new Scope("n-pay:charge"));
        assertThat(introspected(issuer, pay, new BearerAccessToken(received)).isActive())
                .isFalse();
    }

    @Test
    void a_client_gets_a_token_for_itself(RunningIssuer issuer) throws Exception {
        issuer.publish("services: {n-alone: {scopes: {'n-alone:a': '', 'n-alone:b': ''}}}");
        ServiceClient client = ServiceClient.registered(issuer, "n-client", "n-alone:a n-alone:b");
        TokenRequest request = new TokenRequest.Builder(
                        endpoint(issuer, "/oauth2/token"), credentials(client), new ClientCredentialsGrant())
                .scope(new Scope("n-alone:a"))
                .build();

        AccessToken token = TokenResponse.parse(request.toHTTPRequest().send())
                .toSuccessResponse()
                .getTokens()
                .getAccessToken();

        assertThat(token).isInstanceOf(BearerAccessToken.class);
        assertThat(token.getScope()).isEqualTo(new Scope("n-alone:a"));
        assertThat(OutsideToken.verified(token.getValue(), "n-alone", "ES256", issuer.jwks())
                        .text("sub"))
                .isEqualTo("n-client");
    }

    private static AccessToken exchanged(RunningIssuer issuer, ServiceClient client, String received) throws Exception {
        TokenExchangeGrant grant = new TokenExchangeGrant(
                new TypelessAccessToken(received),
                TokenTypeURI.ACCESS_TOKEN,
                null,
                null,
                TokenTypeURI.ACCESS_TOKEN,
                List.of(new Audience("n-pay")));
        TokenRequest request =
                new TokenRequest.Builder(endpoint(issuer, "/oauth2/token"), credentials(client), grant).build();
        TokenResponse response = TokenResponse.parse(request.toHTTPRequest().send());
        assertThat(response.indicatesSuccess()).isTrue();
        return response.toSuccessResponse().getTokens().getAccessToken();
    }

    private static TokenIntrospectionSuccessResponse introspected(
            RunningIssuer issuer, ServiceClient client, AccessToken token) throws Exception {
        TokenIntrospectionRequest request =
                new TokenIntrospectionRequest(endpoint(issuer, "/oauth2/introspect"), credentials(client), token);
        return TokenIntrospectionResponse.parse(request.toHTTPRequest().send()).toSuccessResponse();
    }

    private static URI endpoint(RunningIssuer issuer, String path) {
        return URI.create("http://localhost:" + issuer.port() + path);
    }

    private static ClientSecretBasic credentials(ServiceClient client) {
        return new ClientSecretBasic(new ClientID(client.clientId()), new Secret(client.secret()));
    }
}
