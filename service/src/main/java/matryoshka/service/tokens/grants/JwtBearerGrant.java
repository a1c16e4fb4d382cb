package matryoshka.service.tokens.grants;

import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthError;

/** An assertion of a trusted issuer begins a chain, as in an exchange (RFC 7523 §2.1). */
public final class JwtBearerGrant implements Grant {
    private final ExchangeExternalToken exchangeExternalToken;

    public JwtBearerGrant(ExchangeExternalToken exchangeExternalToken) {
        this.exchangeExternalToken = exchangeExternalToken;
    }

    @Override
    public String type() {
        return ClientMetadata.JWT_BEARER;
    }

    @Override
    public Request read(FormParameters form) {
        ExchangeRequest request = ExchangeRequest.ofAssertion(form);
        // An invalid assertion has another error code than an invalid subject token (§3.1).
        return (snapshot, client, keys) -> exchangeExternalToken
                .begin(snapshot, client, request, keys)
                .mapError(error -> error == OAuthError.INVALID_REQUEST ? OAuthError.INVALID_GRANT : error);
    }
}
