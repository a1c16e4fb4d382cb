package matryoshka.service.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import matryoshka.service.clients.Audience;
import matryoshka.service.clients.Client;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.platform.audit.Refusal;
import matryoshka.service.revocation.Revocation.Kind;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.token.Chain;
import matryoshka.token.VerifiedToken;

/** Revokes one token and everything derived from it; never the token that it was derived from. */
public final class RevokeToken {
    /** In the {@code jti} of a token that outlives its subject token, and of everything derived from it. */
    private static final String EXTENDED = "~!";

    private final RevocationStore kept;
    private final RevocationCache revocations;
    private final Function<String, Optional<VerifiedToken>> liveToken;
    private final Function<VerifiedToken, SortedSet<String>> servicesOf;
    private final MakeRoom room;
    private final Duration beyond;
    private final AuditLog audit;

    /**
     * @param liveToken returns the token that a text is, if it is an active token of this issuer
     * @param servicesOf returns the services that a token is for; none if its plan is unknown
     * @param beyond by how much tokens derived from a token may outlive it
     */
    public RevokeToken(
            RevocationStore kept,
            RevocationCache revocations,
            Function<String, Optional<VerifiedToken>> liveToken,
            Function<VerifiedToken, SortedSet<String>> servicesOf,
            MakeRoom room,
            Duration beyond,
            AuditLog audit) {
        this.kept = kept;
        this.revocations = revocations;
        this.liveToken = liveToken;
        this.servicesOf = servicesOf;
        this.room = room;
        this.beyond = beyond;
        this.audit = audit;
    }

    /** The result of a request to revoke a token. */
    enum Outcome {
        /** The token is revoked, durably. */
        REVOKED,
        /** It is not an active token of this issuer, so there is nothing to do (RFC 7009 §2.2). */
        NO_LIVE_TOKEN,
        /** The token stays active: the client has too many revocations in force. */
        NO_ROOM,
        /** The token stays active: this client may not revoke it (RFC 7009 §2.1). */
        NOT_ALLOWED
    }

    Outcome revoke(Snapshot snapshot, Client client, String compact) {
        Optional<VerifiedToken> live = liveToken.apply(compact);
        if (live.isEmpty()) {
            return Outcome.NO_LIVE_TOKEN;
        }
        VerifiedToken token = live.get();
        if (!mayRevoke(snapshot, client.id(), token)) {
            audit.refused(Refusal.of(Refusal.Kind.REVOCATION, client.id(), "token-of-others")
                    .ofToken(token.jti(), token.txn()));
            return Outcome.NOT_ALLOWED;
        }
        if (!room.isThere(client.id())) {
            return Outcome.NO_ROOM;
        }
        if (add(snapshot, client.id(), token)) {
            audit.revoked(client.id(), token);
        }
        return Outcome.REVOKED;
    }

    private boolean add(Snapshot snapshot, String client, VerifiedToken token) {
        // Nothing is extended twice: a token got for an extended one does not outlive it.
        boolean isFinal = token.jti().contains(EXTENDED);
        Instant expiresAt = isFinal ? token.expiresAt() : token.expiresAt().plus(beyond);
        Chain chain = Chain.of(token);
        Revocation revocation = Party.of(client, chain, token, Audience.includes(snapshot.graph(), client, token))
                .map(party -> Revocation.ofToken(token.jti(), expiresAt, party, chain.begunAt()))
                .orElseGet(() -> new Revocation(Kind.TOKEN, token.jti(), null, expiresAt, client));
        boolean isFirst = isFinal
                ? kept.add(revocation)
                : kept.add(revocation, new Unsettled(token.issuedAt(), token.expiresAt(), servicesOf.apply(token)));
        revocations.add(revocation);
        return isFirst;
    }

    /** Clients that may revoke a token: the one that presents it, one that receives it, and the one that began the chain. */
    private static boolean mayRevoke(Snapshot snapshot, String client, VerifiedToken token) {
        return client.equals(token.clientId())
                || client.equals(Chain.of(token).begunBy())
                || Audience.includes(snapshot.graph(), client, token);
    }
}
