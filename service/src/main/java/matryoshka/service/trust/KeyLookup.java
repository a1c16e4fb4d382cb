package matryoshka.service.trust;

import matryoshka.token.VerificationKey;

/** What came of looking for the key that a token names. */
sealed interface KeyLookup {

    record Found(VerificationKey key) implements KeyLookup {}

    /** The issuer has no such key. */
    record Unknown() implements KeyLookup {}

    /** Whether the issuer has it cannot be told for the moment. */
    record Unavailable() implements KeyLookup {}
}
