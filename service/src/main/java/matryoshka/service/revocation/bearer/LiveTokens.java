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
 * Finds the active tokens of this issuer: signature, type, issuer and times are valid, and neither the token nor any that it was derived
 * from was revoked. The caller checks its audience, whether it is bound to a key, and whether it is stale.
 */
public final class LiveTokens {
    private static final int MAX_LENGTH = 16 * 1024;

    /**
     * A token that another instance has just issued can be from the future by this instance's clock, and a revocation here must not miss
     * it. Expiry is still strict.
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

    /** Returns the token that a text is; empty if it is not an active token of this issuer. Does not query the database. */
    public Optional<VerifiedToken> find(String compact) {
        return verifier.verify(new UnverifiedToken(compact)) instanceof VerifiedToken token
                        && token.expiresAt().isAfter(clock.instant())
                        && !revocations.isRevoked(token)
                        && origins.areThere(token)
                ? Optional.of(token)
                : Optional.empty();
    }
}
