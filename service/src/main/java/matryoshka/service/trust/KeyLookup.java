package matryoshka.service.trust;

import java.time.Duration;

/** What came of looking for the key that a token names. */
sealed interface KeyLookup {

    record Found(PublishedKey key) implements KeyLookup {}

    /** The issuer has no such key. */
    record Unknown() implements KeyLookup {}

    /**
     * Whether the issuer has it is not known at the moment.
     *
     * @param retryAfter when it can be, at the earliest
     */
    record Unavailable(Duration retryAfter) implements KeyLookup {}
}
