package matryoshka.service.trust;

import java.time.Duration;
import matryoshka.token.JwsPublicKey;

/** The result of looking up the key that a token names. */
sealed interface KeyLookup {

    record Found(JwsPublicKey key) implements KeyLookup {}

    /** The issuer has no such key. */
    record Unknown() implements KeyLookup {}

    /**
     * It is not known at the moment whether the issuer has the key.
     *
     * @param retryAfter the earliest time at which it can be known
     */
    record Unavailable(Duration retryAfter) implements KeyLookup {}
}
