package matryoshka.service.revocation.bearer;

import java.util.Optional;
import matryoshka.graph.Scopes;
import matryoshka.service.clients.Client;
import matryoshka.service.platform.access.AdminCaller;
import matryoshka.service.platform.access.AdminCallers;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.token.VerifiedToken;

/**
 * Identifies callers of the admin API by their access tokens (RFC 9068 §4). The token must be from this issuer, for its built-in service,
 * and the client's very own: a token with which somebody acts for somebody else has no authority here. Scopes that the client's
 * registration has lost since the token was issued no longer count.
 */
public final class BearerTokens implements AdminCallers {
    private final String issuer;
    private final Snapshots snapshots;
    private final LiveTokens liveTokens;

    public BearerTokens(String issuer, Snapshots snapshots, LiveTokens liveTokens) {
        this.issuer = issuer;
        this.snapshots = snapshots;
        this.liveTokens = liveTokens;
    }

    @Override
    public Optional<AdminCaller> caller(String token) {
        return liveTokens.find(token).filter(this::isTheClientsOwn).flatMap(this::caller);
    }

    private boolean isTheClientsOwn(VerifiedToken token) {
        return token.audiences().contains(issuer)
                && !token.hasActor()
                && token.cnf().isEmpty();
    }

    private Optional<AdminCaller> caller(VerifiedToken token) {
        Snapshot snapshot = snapshots.current();
        return snapshot.clients()
                .find(token.clientId())
                .filter(client -> !client.metadata().disabled())
                .map(client -> new AdminCaller(client.id(), stillRegistered(token, client), token.jti(), token.txn()));
    }

    private static Scopes stillRegistered(VerifiedToken token, Client client) {
        return Scopes.of(token.scopes()).intersect(client.metadata().scopes());
    }
}
