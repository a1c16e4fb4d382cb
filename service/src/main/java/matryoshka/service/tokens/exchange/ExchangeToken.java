package matryoshka.service.tokens.exchange;

import matryoshka.service.clients.Client;
import matryoshka.service.clients.possession.ProvenKeys;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.trust.SubjectTokenType;

/** Exchanges a token (RFC 8693): one of this issuer's is traded along the graph, one of a trusted issuer begins a chain. */
public final class ExchangeToken {
    private final FindSubject findSubject;
    private final TradeToken tradeToken;
    private final BeginChain beginChain;

    public ExchangeToken(FindSubject findSubject, TradeToken tradeToken, BeginChain beginChain) {
        this.findSubject = findSubject;
        this.tradeToken = tradeToken;
        this.beginChain = beginChain;
    }

    /** Exchanges it, or says why not. */
    public Exchanged exchange(Snapshot snapshot, Client client, ExchangeRequest request, ProvenKeys keys) {
        FindSubject.Sought sought = findSubject.find(snapshot, client, request.subjectToken());
        if (sought instanceof FindSubject.Sought.Foreign || request.subjectType() == SubjectTokenType.ID_TOKEN) {
            return begin(snapshot, client, request, keys);
        }
        return sought instanceof FindSubject.Sought.No no
                ? no.refusal()
                : tradeToken.trade(snapshot, client, ((FindSubject.Sought.Subject) sought).subject(), request, keys);
    }

    /** Begins a chain with a token that can only be a trusted issuer's. */
    public Exchanged begin(Snapshot snapshot, Client client, ExchangeRequest request, ProvenKeys keys) {
        return beginChain.begin(snapshot, client, request, keys);
    }
}
