package matryoshka.service.tokens.grants;

import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.platform.oauth.FormParameters;

/** A client gets a token for itself (RFC 6749 §4.4). */
public final class ClientCredentialsGrant implements Grant {
    private final IssueToken issueToken;

    public ClientCredentialsGrant(IssueToken issueToken) {
        this.issueToken = issueToken;
    }

    @Override
    public String type() {
        return ClientMetadata.CLIENT_CREDENTIALS;
    }

    @Override
    public Request read(FormParameters form) {
        ClientCredentialsRequest request = ClientCredentialsRequest.parse(form);
        return (snapshot, client, keys) -> GrantResult.of(issueToken.issue(snapshot, client, request, keys.binding()));
    }
}
