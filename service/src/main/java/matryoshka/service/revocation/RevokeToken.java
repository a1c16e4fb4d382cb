package matryoshka.service.revocation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import matryoshka.graph.Names;
import matryoshka.service.clients.Audience;
import matryoshka.service.clients.Client;
import matryoshka.service.revocation.Revocation.Kind;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.VerifiedToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Revokes one token, and with it all that was derived from it; never the token that it was derived from. */
public final class RevokeToken {
    private static final Logger AUDIT = LoggerFactory.getLogger("matryoshka.audit");

    private final KeptRevocations kept;
    private final Revocations revocations;
    private final Function<String, Optional<VerifiedToken>> liveToken;
    private final Duration beyond;

    /**
     * @param liveToken finds the token that a text is, if it is one of this issuer's, unexpired and not revoked
     * @param beyond by how much tokens that were derived from it may outlive a token
     */
    public RevokeToken(
            KeptRevocations kept,
            Revocations revocations,
            Function<String, Optional<VerifiedToken>> liveToken,
            Duration beyond) {
        this.kept = kept;
        this.revocations = revocations;
        this.liveToken = liveToken;
        this.beyond = beyond;
    }

    /** What became of a request to revoke a token. */
    enum Outcome {
        /** It is revoked, durably. */
        REVOKED,
        /** It is no token of ours that lives: there is nothing to do (RFC 7009 §2.2). */
        NO_LIVE_TOKEN,
        /** It lives on: this client may not revoke it (RFC 7009 §2.1). */
        NOT_ALLOWED
    }

    Outcome revoke(Snapshot snapshot, Client client, String compact) {
        Optional<VerifiedToken> live = liveToken.apply(compact);
        if (live.isEmpty()) {
            return Outcome.NO_LIVE_TOKEN;
        }
        VerifiedToken token = live.get();
        if (!mayRevoke(snapshot, client.id(), token)) {
            return Outcome.NOT_ALLOWED;
        }
        Revocation revocation =
                new Revocation(Kind.TOKEN, token.jti(), null, token.expiresAt().plus(beyond), client.id());
        boolean isFirst = kept.add(revocation);
        revocations.add(revocation);
        if (isFirst) {
            AUDIT.info("revoked by={} jti={} txn={}", client.id(), token.jti(), token.txn());
        }
        return Outcome.REVOKED;
    }

    /** Who presents the token, who receives it, and who began the chain. */
    private static boolean mayRevoke(Snapshot snapshot, String client, VerifiedToken token) {
        return client.equals(token.clientId())
                || beganChain(client, token)
                || Audience.includes(snapshot.graph(), client, token);
    }

    /** A chain acts for the client that began it, or for a user, whom no client shares a name with: then that client is its first actor. */
    private static boolean beganChain(String client, VerifiedToken token) {
        List<String> actors = token.actors();
        return Names.isName(token.subject())
                ? client.equals(token.subject())
                : !actors.isEmpty() && client.equals(actors.get(actors.size() - 1));
    }
}
