package matryoshka.service.tokens.issuance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import matryoshka.graph.plan.PlanRefusal;
import matryoshka.graph.plan.PlanResult;
import matryoshka.graph.plan.PlanResult.Planned;
import matryoshka.graph.plan.PlanResult.Refused;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.authentication.ClientAuthentication;
import matryoshka.service.clients.possession.DpopProof;
import matryoshka.service.clients.possession.ProvenKeys;
import matryoshka.service.clients.possession.SenderConstraint;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthEndpoint;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.snapshot.admission.RecentGraph;
import matryoshka.service.tokens.exchange.ExchangeRequest;
import matryoshka.service.tokens.exchange.ExchangeToken;
import matryoshka.service.tokens.exchange.Exchanged;
import org.jspecify.annotations.Nullable;

/** {@code POST /oauth2/token} (RFC 6749 §3.2): authenticate, parse, snapshot, issue or exchange, render. */
@Path("/oauth2/token")
@OAuthEndpoint
@Produces(MediaType.APPLICATION_JSON)
public final class TokenResource {
    private static final Set<String> GRANTS =
            Set.of(ClientMetadata.CLIENT_CREDENTIALS, ClientMetadata.TOKEN_EXCHANGE, ClientMetadata.JWT_BEARER);

    private final RecentGraph recentGraph;
    private final ClientAuthentication authentication;
    private final IssueToken issueToken;
    private final ExchangeToken exchangeToken;
    private final SenderConstraint senderConstraint;

    public TokenResource(
            RecentGraph recentGraph,
            ClientAuthentication authentication,
            IssueToken issueToken,
            ExchangeToken exchangeToken,
            SenderConstraint senderConstraint) {
        this.recentGraph = recentGraph;
        this.authentication = authentication;
        this.issueToken = issueToken;
        this.exchangeToken = exchangeToken;
        this.senderConstraint = senderConstraint;
    }

    @POST
    public TokenAnswer issue(@Context HttpServletRequest http, @Nullable FormParameters body)
            throws InterruptedException {
        FormParameters form = FormParameters.orNone(body);
        // Before authentication, so that being asked for a nonce costs no assertion.
        Optional<DpopProof> proof = senderConstraint.proof(http);
        Client client = authentication.authenticated(recentGraph.current().clients(), http, form);
        Proofs proofs = asking -> senderConstraint.resolve(asking, proof, http);
        return switch (grant(client, form)) {
            case ClientMetadata.CLIENT_CREDENTIALS -> issued(client, form, proofs);
            case ClientMetadata.TOKEN_EXCHANGE -> exchanged(client, form, proofs);
            case ClientMetadata.JWT_BEARER -> asserted(client, form, proofs);
            default -> throw new OAuthErrorException(OAuthError.UNSUPPORTED_GRANT_TYPE);
        };
    }

    /** What the request proves. Uses up the proof: the last thing before a token is made. */
    @FunctionalInterface
    private interface Proofs {
        ProvenKeys of(Client client);
    }

    private static String grant(Client client, FormParameters form) {
        String grant = form.require("grant_type");
        if (GRANTS.contains(grant) && !client.metadata().grantTypes().contains(grant)) {
            throw new OAuthErrorException(OAuthError.UNAUTHORIZED_CLIENT);
        }
        return grant;
    }

    private TokenAnswer issued(Client client, FormParameters form, Proofs proofs) throws InterruptedException {
        TokenRequest request = TokenRequest.parse(form);
        RecentGraph.Recent recent = recentGraph.recent(client, form);
        ProvenKeys keys = proofs.of(recent.client());
        PlanResult<IssuedToken> result = issueToken.issue(recent.snapshot(), recent.client(), request, keys.binding());
        if (result instanceof Refused<IssuedToken> refused) {
            throw new OAuthErrorException(error(refused.reason()), refused.detail());
        }
        return TokenAnswer.of(((Planned<IssuedToken>) result).value(), null);
    }

    private TokenAnswer exchanged(Client client, FormParameters form, Proofs proofs) throws InterruptedException {
        ExchangeRequest request = ExchangeRequest.parse(form, TokenRequest.scopes(form));
        RecentGraph.Recent recent = recentGraph.recent(client, form);
        ProvenKeys keys = proofs.of(recent.client());
        Exchanged result = exchangeToken.exchange(recent.snapshot(), recent.client(), request, keys);
        if (result instanceof Exchanged.Refused refused) {
            throw new OAuthErrorException(refused.error(), refused.detail());
        }
        return TokenAnswer.of(
                ((Exchanged.Done) result).issued(), request.issuedType().uri());
    }

    /** RFC 7523 §2.1: the assertion of a trusted issuer begins a chain, as in an exchange. */
    private TokenAnswer asserted(Client client, FormParameters form, Proofs proofs) throws InterruptedException {
        ExchangeRequest request = ExchangeRequest.ofAssertion(form, TokenRequest.scopes(form));
        RecentGraph.Recent recent = recentGraph.recent(client, form);
        ProvenKeys keys = proofs.of(recent.client());
        Exchanged result = exchangeToken.begin(recent.snapshot(), recent.client(), request, keys);
        if (result instanceof Exchanged.Refused refused) {
            // What is wrong with the assertion is told by another error than what is wrong with a subject token (§3.1).
            boolean assertion = refused.error() == OAuthError.INVALID_REQUEST;
            throw new OAuthErrorException(assertion ? OAuthError.INVALID_GRANT : refused.error(), refused.detail());
        }
        return TokenAnswer.of(((Exchanged.Done) result).issued(), null);
    }

    private static OAuthError error(PlanRefusal reason) {
        return switch (reason) {
            case INVALID_SCOPE -> OAuthError.INVALID_SCOPE;
            case INVALID_TARGET, OVER_BUDGET, WITHDRAWN -> OAuthError.INVALID_TARGET;
            case TOO_MANY -> OAuthError.TEMPORARILY_UNAVAILABLE;
        };
    }
}
