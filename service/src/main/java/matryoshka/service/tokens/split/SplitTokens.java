package matryoshka.service.tokens.split;

import java.time.Instant;
import java.util.Optional;

/** The kept parts of split tokens, durable and shared by all instances. */
public interface SplitTokens {
    /**
     * Keeps a part until the token expires.
     *
     * @param clientId who gets the signature
     * @return false if too many living ones of this client are kept
     */
    boolean keep(SplitToken token, String clientId, Instant now, Instant expiresAt);

    /** Returns the kept part of a token that has not expired. */
    Optional<String> head(SplitToken.Hash hash, Instant now);

    /** Removes what expired before a moment. */
    void purge(Instant past);
}
