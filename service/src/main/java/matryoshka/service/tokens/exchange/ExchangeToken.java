package matryoshka.service.tokens.exchange;

import matryoshka.service.clients.Client;
import matryoshka.service.clients.possession.ProvenKeys;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.trust.SubjectTokenType;

/** Exchanges a token (RFC 8693): one of this issuer's is traded along the graph, one of a trusted issuer begins a chain. */
public final class ExchangeToken {
    private final SubjectTokenValidator subjectTokenValidator;
    private final ExchangeOwnToken exchangeOwnToken;
    private final ExchangeExternalToken exchangeExternalToken;

    public ExchangeToken(
            SubjectTokenValidator subjectTokenValidator,
            ExchangeOwnToken exchangeOwnToken,
            ExchangeExternalToken exchangeExternalToken) {
        this.subjectTokenValidator = subjectTokenValidator;
        this.exchangeOwnToken = exchangeOwnToken;
        this.exchangeExternalToken = exchangeExternalToken;
    }

    /** Exchanges it, or says why not. */
    public Exchanged exchange(Snapshot snapshot, Client client, ExchangeRequest request, ProvenKeys keys) {
        SubjectTokenValidator.Result sought = subjectTokenValidator.find(snapshot, client, request.subjectToken());
        if (sought instanceof SubjectTokenValidator.Result.External
                || request.subjectType() == SubjectTokenType.ID_TOKEN) {
            return begin(snapshot, client, request, keys);
        }
        return sought instanceof SubjectTokenValidator.Result.Rejected no
                ? no.refusal()
                : exchangeOwnToken.trade(
                        snapshot, client, ((SubjectTokenValidator.Result.Subject) sought).subject(), request, keys);
    }

    /** Begins a chain with a token that can only be a trusted issuer's. */
    public Exchanged begin(Snapshot snapshot, Client client, ExchangeRequest request, ProvenKeys keys) {
        return exchangeExternalToken.begin(snapshot, client, request, keys);
    }
}
