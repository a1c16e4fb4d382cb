package matryoshka.service.tokens.grants;

import matryoshka.service.clients.Client;
import matryoshka.service.clients.ClientMetadata;
import matryoshka.service.clients.possession.ProvenKeys;
import matryoshka.service.platform.oauth.FormParameters;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.staleness.AssessToken;
import matryoshka.service.trust.SubjectTokenType;

/**
 * Exchanges a token for another one (RFC 8693): a token of this issuer along the graph, or a token of a trusted issuer to begin a chain.
 */
public final class TokenExchangeGrant implements Grant {
    private final AssessToken assessToken;
    private final SubjectTokenValidator subjectTokenValidator;
    private final ExchangeOwnToken exchangeOwnToken;
    private final ExchangeExternalToken exchangeExternalToken;

    public TokenExchangeGrant(
            AssessToken assessToken,
            SubjectTokenValidator subjectTokenValidator,
            ExchangeOwnToken exchangeOwnToken,
            ExchangeExternalToken exchangeExternalToken) {
        this.assessToken = assessToken;
        this.subjectTokenValidator = subjectTokenValidator;
        this.exchangeOwnToken = exchangeOwnToken;
        this.exchangeExternalToken = exchangeExternalToken;
    }

    @Override
    public String type() {
        return ClientMetadata.TOKEN_EXCHANGE;
    }

    @Override
    public Request read(FormParameters form) {
        ExchangeRequest request = ExchangeRequest.parse(form);
        ActorToken actor = ActorToken.parse(form);
        return (snapshot, client, keys) -> actor.refusal(assessToken, client)
                .<GrantResult>map(refused -> refused)
                .orElseGet(() -> exchange(snapshot, client, request, keys))
                .ofType(request.issuedType().uri());
    }

    private GrantResult exchange(Snapshot snapshot, Client client, ExchangeRequest request, ProvenKeys keys) {
        SubjectTokenValidator.Result subject = subjectTokenValidator.find(snapshot, client, request.subjectToken());
        if (subject instanceof SubjectTokenValidator.Result.External
                || request.subjectType() == SubjectTokenType.ID_TOKEN) {
            return exchangeExternalToken.begin(snapshot, client, request, keys);
        }
        if (subject instanceof SubjectTokenValidator.Result.Rejected rejected) {
            return rejected.refusal();
        }
        OwnSubject own = ((SubjectTokenValidator.Result.Subject) subject).subject();
        GrantResult result = exchangeOwnToken.trade(snapshot, client, own, request, keys);
        return result instanceof GrantResult.Refused refused
                ? refused.of(own.token().jti(), own.token().txn())
                : result;
    }
}
