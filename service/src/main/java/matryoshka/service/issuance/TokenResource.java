package matryoshka.service.issuance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientAuthentication;
import matryoshka.service.oauth.FormParameters;
import matryoshka.service.oauth.OAuthEndpoint;
import matryoshka.service.oauth.OAuthError;
import matryoshka.service.oauth.OAuthErrorException;
import matryoshka.service.possession.DpopProof;
import matryoshka.service.possession.ProveBinding;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.token.Cnf;
import org.jspecify.annotations.Nullable;

/** {@code POST /oauth2/token} (RFC 6749 §3.2): authenticate, parse, snapshot, issue, render. */
@Path("/oauth2/token")
@OAuthEndpoint
@Produces(MediaType.APPLICATION_JSON)
public final class TokenResource {
    private static final String CLIENT_CREDENTIALS = "client_credentials";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Snapshots snapshots;
    private final IssueToken issueToken;
    private final ClientAuthentication authentication;
    private final ProveBinding proveBinding;
    private final BooleanSupplier disconnected;

    /** @param disconnected whether what is known here is too old to mint from */
    public TokenResource(
            Snapshots snapshots,
            IssueToken issueToken,
            ClientAuthentication authentication,
            ProveBinding proveBinding,
            BooleanSupplier disconnected) {
        this.snapshots = snapshots;
        this.issueToken = issueToken;
        this.authentication = authentication;
        this.proveBinding = proveBinding;
        this.disconnected = disconnected;
    }

    @POST
    public TokenAnswer issue(@Context HttpServletRequest http, @Nullable FormParameters body)
            throws InterruptedException {
        FormParameters form = body == null ? FormParameters.parse(new byte[0]) : body;
        Snapshot snapshot = snapshots.current();
        Optional<DpopProof> proof = proveBinding.proof(http);
        Client client = authentication.authenticated(snapshot.clients(), http, form);
        String grantType = form.require("grant_type");
        if (!grantType.equals(CLIENT_CREDENTIALS)) {
            throw new OAuthErrorException(OAuthError.UNSUPPORTED_GRANT_TYPE);
        }
        if (!client.metadata().grantTypes().contains(grantType)) {
            throw new OAuthErrorException(OAuthError.UNAUTHORIZED_CLIENT);
        }
        TokenRequest request = TokenRequest.parse(form);
        if (disconnected.getAsBoolean()) {
            throw new OAuthErrorException(
                    OAuthError.TEMPORARILY_UNAVAILABLE, "The graph known here has not been confirmed for too long.");
        }
        if (request.minGraphVersion() > snapshot.version()) {
            snapshot = awaited(request.minGraphVersion());
            client = snapshot.clients().find(client.id()).orElseThrow(TokenResource::unauthenticated);
        }
        Optional<Cnf> cnf = proveBinding.binding(client, proof, http);
        PlanResult<IssuedToken> result = issueToken.issue(snapshot, client, request, cnf.orElse(null));
        if (result instanceof Refused<IssuedToken> refused) {
            throw new OAuthErrorException(error(refused.reason()), refused.detail());
        }
        return TokenAnswer.of(((Planned<IssuedToken>) result).value());
    }

    private static OAuthErrorException unauthenticated() {
        return new OAuthErrorException(OAuthError.INVALID_CLIENT);
    }

    private Snapshot awaited(long graphVersion) throws InterruptedException {
        if (!snapshots.awaitGraph(graphVersion, PATIENCE)) {
            throw new OAuthErrorException(
                    OAuthError.TEMPORARILY_UNAVAILABLE, "This version of the graph is not known here yet.");
        }
        return snapshots.current();
    }

    private static OAuthError error(PlanRefusal reason) {
        return switch (reason) {
            case INVALID_SCOPE -> OAuthError.INVALID_SCOPE;
            case INVALID_TARGET, OVER_BUDGET -> OAuthError.INVALID_TARGET;
        };
    }
}
