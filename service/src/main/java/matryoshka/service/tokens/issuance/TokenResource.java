package matryoshka.service.tokens.issuance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import matryoshka.graph.plan.PlannedContent;
import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.authentication.ClientAuthentication;
import matryoshka.service.clients.possession.DpopProof;
import matryoshka.service.clients.possession.ProvenKeys;
import matryoshka.service.clients.possession.SenderConstraint;
import matryoshka.service.planning.minting.IssuedToken;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.audit.Refusal;
import matryoshka.service.platform.http.RequestHead;
import matryoshka.service.platform.metrics.TokenMetrics;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.platform.oauth.OAuthEndpoint;
import matryoshka.service.platform.oauth.OAuthError;
import matryoshka.service.platform.oauth.OAuthErrorException;
import matryoshka.service.platform.problems.Outages;
import matryoshka.service.snapshot.admission.RecentGraph;
import matryoshka.service.tokens.grants.Grant;
import matryoshka.service.tokens.grants.GrantResult;
import org.jspecify.annotations.Nullable;

/** {@code POST /oauth2/token} (RFC 6749 §3.2): authenticates the client, finds the grant, and renders its result. */
@Path("/oauth2/token")
@OAuthEndpoint
@Produces(MediaType.APPLICATION_JSON)
public final class TokenResource {
    private final RecentGraph recentGraph;
    private final ClientAuthentication authentication;
    private final SenderConstraint senderConstraint;
    private final TokenFormats formats;
    private final AuditLog audit;
    private final TokenMetrics metrics;

    public TokenResource(
            RecentGraph recentGraph,
            ClientAuthentication authentication,
            SenderConstraint senderConstraint,
            TokenFormats formats,
            AuditLog audit,
            TokenMetrics metrics) {
        this.recentGraph = recentGraph;
        this.authentication = authentication;
        this.senderConstraint = senderConstraint;
        this.audit = audit;
        this.metrics = metrics;
        this.formats = formats;
    }

    @POST
    public TokenAnswer issue(@Context HttpServletRequest http, @Nullable FormParameters body)
            throws InterruptedException {
        FormParameters form = FormParameters.orNone(body);
        long start = System.nanoTime();
        String outcome = OAuthError.SERVER_ERROR.code();
        try {
            TokenAnswer answer = issued(RequestHead.of(http), form);
            outcome = TokenMetrics.ISSUED;
            return answer;
        } catch (RuntimeException failed) {
            outcome = outcome(failed);
            throw failed;
        } finally {
            metrics.answered(word(form), outcome, System.nanoTime() - start);
        }
    }

    private static String outcome(RuntimeException failed) {
        if (failed instanceof OAuthErrorException refused) {
            return refused.error().code();
        }
        return (Outages.isOutage(failed) ? OAuthError.TEMPORARILY_UNAVAILABLE : OAuthError.SERVER_ERROR).code();
    }

    private TokenAnswer issued(RequestHead head, FormParameters form) throws InterruptedException {
        // Before authentication, so that a demand for a nonce consumes no assertion.
        Optional<DpopProof> proof = senderConstraint.proof(head);
        Client client = authentication.authenticated(recentGraph.current().clients(), head, form);
        try {
            return answer(client, head, form, proof);
        } catch (OAuthErrorException refused) {
            log(client, form, refused);
            throw refused;
        }
    }

    private TokenAnswer answer(Client client, RequestHead head, FormParameters form, Optional<DpopProof> proof)
            throws InterruptedException {
        Grant.Request request = grant(client, form).read(form);
        RecentGraph.Recent recent = recentGraph.recent(client, form);
        // Consumes the proof, as the last step before a token is made.
        ProvenKeys keys = senderConstraint.resolve(recent.client(), proof, head);
        long start = System.nanoTime();
        GrantResult.Issued issued =
                request.answer(recent.snapshot(), recent.client(), keys).orThrow();
        measure(form, issued.token(), System.nanoTime() - start);
        return formats.answer(recent.snapshot().keys(), client, issued, form.others());
    }

    private void measure(FormParameters form, IssuedToken token, long nanos) {
        String grant = word(form);
        int tokens = token.minted().map(tree -> tree.tokens().size()).orElse(0);
        metrics.issued(grant, token.plan(), tokens, token.budgetUsed(), nanos);
        if (!grant.equals(ClientMetadata.CLIENT_CREDENTIALS)) {
            PlannedContent content = token.plan().outer().content();
            metrics.exchanged(content.presenter(), content.callee());
        }
    }

    /** Returns the last word of the grant's type. */
    private String word(FormParameters form) {
        return form.value("grant_type")
                .filter(formats::hasGrant)
                .map(type -> type.substring(type.lastIndexOf(':') + 1))
                .orElse("unsupported");
    }

    /** A temporary error is not a refusal. */
    private void log(Client client, FormParameters form, OAuthErrorException refused) {
        if (refused.error().status() < 500) {
            boolean isIssuance = form.value("grant_type")
                    .filter(type ->
                            formats.grant(client, type) != null && !type.equals(ClientMetadata.CLIENT_CREDENTIALS))
                    .isEmpty();
            OAuthErrorException.Cause cause = refused.cause();
            audit.refused(
                    Refusal.of(isIssuance ? Refusal.Kind.ISSUANCE : Refusal.Kind.EXCHANGE, client.id(), cause.reason())
                            .with("error", refused.error().code())
                            .ofToken(cause.jti(), cause.txn()));
        }
    }

    private Grant grant(Client client, FormParameters form) {
        Grant grant = formats.grant(client, form.require("grant_type"));
        if (grant == null) {
            throw new OAuthErrorException(OAuthError.UNSUPPORTED_GRANT_TYPE);
        }
        if (!client.metadata().grantTypes().contains(grant.type())) {
            throw new OAuthErrorException(OAuthError.UNAUTHORIZED_CLIENT);
        }
        return grant;
    }
}
