package matryoshka.service.tokens.split;

import java.util.List;
import matryoshka.graph.BuiltIn;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.authentication.ClientAuthentication;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.access.AdminCallers;
import matryoshka.service.platform.http.RequestHead;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.snapshot.Snapshots;

/** Who may fetch the kept part of split tokens: clients with {@code tokens:introspect}, by their own credentials or by a token. */
public final class SplitTokenReaders {
    private static final String BEARER = "Bearer ";

    private final Snapshots snapshots;
    private final AdminCallers callers;
    private final ClientAuthentication authentication;

    public SplitTokenReaders(Snapshots snapshots, AdminCallers callers, ClientAuthentication authentication) {
        this.snapshots = snapshots;
        this.callers = callers;
        this.authentication = authentication;
    }

    /** @throws OAuthErrorException for everybody else */
    void admit(RequestHead request) {
        List<String> authorization = request.values("Authorization");
        boolean allowed;
        if (authorization.size() == 1 && authorization.get(0).regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            AdminCaller caller = callers.caller(
                            authorization.get(0).substring(BEARER.length()).strip())
                    .orElseThrow(() -> new OAuthErrorException(OAuthError.INVALID_TOKEN));
            allowed = caller.has(BuiltIn.TOKENS_INTROSPECT);
        } else {
            Client client =
                    authentication.authenticated(snapshots.current().clients(), request, FormParameters.orNone(null));
            allowed = client.metadata().scopes().contains(BuiltIn.TOKENS_INTROSPECT);
        }
        if (!allowed) {
            throw new OAuthErrorException(OAuthError.ACCESS_DENIED);
        }
    }
}
