package matryoshka.service.revocation.bearer;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import matryoshka.service.revocation.ChainOrigins;
import matryoshka.service.revocation.RevocationCache;
import matryoshka.service.snapshot.Snapshots;
import matryoshka.token.Expectations;
import matryoshka.token.SignatureProvider;
import matryoshka.token.TokenVerifier;
import matryoshka.token.UnverifiedToken;
import matryoshka.token.VerifiedToken;

/**
 * The tokens of this issuer that are good now: signature, type, issuer and times are right, and neither they nor what they were derived
 * from was revoked. Whom a token is for, whether it is bound to a key, and whether it is stale, its finder checks.
 */
public final class LiveTokens {
    private static final int MAX_LENGTH = 16 * 1024;

    /**
     * What another instance has just issued can be from the future by its clock. Revoking it here must not pass it over. A token expires
     * by the clock of this instance all the same.
     */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final TokenVerifier verifier;
    private final RevocationCache revocations;
    private final ChainOrigins origins;
    private final Clock clock;

    public LiveTokens(
            String issuer,
            Snapshots snapshots,
            SignatureProvider provider,
            RevocationCache revocations,
            ChainOrigins origins,
            Clock clock) {
        this.verifier = new TokenVerifier(
                new Expectations(issuer, SKEW, MAX_LENGTH),
                kid -> snapshots.current().keys().verificationKey(kid),
                provider,
                clock);
        this.revocations = revocations;
        this.origins = origins;
        this.clock = clock;
    }

    /** The token that a text is; empty for whatever is no token of ours that lives. Asks no database. */
    public Optional<VerifiedToken> find(String compact) {
        return verifier.verify(new UnverifiedToken(compact)) instanceof VerifiedToken token
                        && token.expiresAt().isAfter(clock.instant())
                        && !revocations.isRevoked(token)
                        && origins.areThere(token)
                ? Optional.of(token)
                : Optional.empty();
    }
}
