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
    /** Room for the largest token that is minted for a handle. */
    private static final int MAX_LENGTH = 48 * 1024;

    /**
     * A token that another instance has just issued can be from the future by this instance's clock, and a revocation here must not miss
     * it. Expiry is still strict.
     */
    private static final Duration SKEW = Duration.ofSeconds(60);

    private final TokenVerifier verifier;
    private final RevocationCache revocations;
    private final ChainOrigins origins;
    private final TokenForms forms;
    private final Clock clock;

    /** Creates a finder of tokens that clients hold themselves. */
    public LiveTokens(
            String issuer,
            Snapshots snapshots,
            SignatureProvider provider,
            RevocationCache revocations,
            ChainOrigins origins,
            Clock clock) {
        this(issuer, snapshots, provider, revocations, origins, TokenForms.NONE, clock);
    }

    public LiveTokens(
            String issuer,
            Snapshots snapshots,
            SignatureProvider provider,
            RevocationCache revocations,
            ChainOrigins origins,
            TokenForms forms,
            Clock clock) {
        this.verifier = new TokenVerifier(
                new Expectations(issuer, SKEW, MAX_LENGTH),
                kid -> snapshots.current().keys().verificationKey(kid),
                provider,
                clock);
        this.revocations = revocations;
        this.origins = origins;
        this.forms = forms;
        this.clock = clock;
    }

    /**
     * Returns the token that a text is, or that it is a handle of; empty if it is no active token of this issuer. Queries the database only
     * for a handle whose plan is not in memory.
     */
    public Optional<VerifiedToken> find(String text) {
        return whole(text).map(LiveToken::token);
    }

    /** Returns the same with the token's compact form; also for a signature of a split token, for which it queries the database. */
    public Optional<LiveToken> live(String text) {
        return whole(isHandle(text) ? text : forms.splits().joined(text));
    }

    private static boolean isHandle(String text) {
        return text.startsWith(PhantomTokens.PREFIX);
    }

    private Optional<LiveToken> whole(String text) {
        return isHandle(text)
                ? phantom(text).flatMap(PhantomTokens.Phantom::today)
                : verified(text).map(token -> new LiveToken(token, text, false));
    }

    /** Returns what to revoke for a text: for a handle, the token as it was granted, even if the graph now gives none. */
    public Optional<VerifiedToken> revocable(String text) {
        return isHandle(text)
                ? phantom(text).map(PhantomTokens.Phantom::granted)
                : verified(forms.splits().joined(text));
    }

    private Optional<VerifiedToken> verified(String compact) {
        return verifier.verify(new UnverifiedToken(compact)) instanceof VerifiedToken token && isLive(token)
                ? Optional.of(token)
                : Optional.empty();
    }

    private Optional<PhantomTokens.Phantom> phantom(String handle) {
        return forms.phantoms().find(handle).filter(found -> isLive(found.granted()));
    }

    /** Returns whether a token that is authentic is active. */
    public boolean isLive(VerifiedToken token) {
        return token.expiresAt().isAfter(clock.instant()) && !revocations.isRevoked(token) && origins.areThere(token);
    }
}
