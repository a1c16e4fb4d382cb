package matryoshka.service.bearer;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.service.access.AdminCaller;
import matryoshka.service.access.AdminCallers;
import matryoshka.service.clients.Client;
import matryoshka.service.snapshot.Snapshot;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.token.Expectations;
import matryoshka.token.SignatureProvider;
import matryoshka.token.TokenVerifier;
import matryoshka.token.UnverifiedToken;
import matryoshka.token.Verification;
import matryoshka.token.VerifiedToken;

/**
 * Who calls the admin API, told by an access token (RFC 9068 §4). The token must be this issuer's, for its built-in service, and the
 * client's very own: one that somebody acts with for somebody else has no power here. What the client's registration has lost since the
 * token was issued, the token has lost too.
 */
public final class BearerTokens implements AdminCallers {
    private static final int MAX_LENGTH = 16 * 1024;

    private final String issuer;
    private final Snapshots snapshots;
    private final TokenVerifier verifier;

    public BearerTokens(String issuer, Snapshots snapshots, SignatureProvider provider, Clock clock) {
        this.issuer = issuer;
        this.snapshots = snapshots;
        this.verifier = new TokenVerifier(
                new Expectations(issuer, Duration.ZERO, MAX_LENGTH),
                kid -> snapshots.current().keys().verificationKey(kid),
                provider,
                clock);
    }

    @Override
    public Optional<AdminCaller> caller(String token) {
        Verification verification = verifier.verify(new UnverifiedToken(token));
        if (!(verification instanceof VerifiedToken verified)
                || !verified.audiences().contains(issuer)
                || verified.hasActor()
                || verified.cnf().isPresent()) {
            return Optional.empty();
        }
        Snapshot snapshot = snapshots.current();
        return snapshot.clients()
                .find(verified.clientId())
                .filter(client -> !client.metadata().disabled())
                .map(client -> new AdminCaller(client.id(), stillRegistered(verified, client)));
    }

    private static SortedSet<String> stillRegistered(VerifiedToken token, Client client) {
        SortedSet<String> scopes = new TreeSet<>(token.scopes());
        scopes.retainAll(client.metadata().scopes());
        return scopes;
    }
}
