package matryoshka.service.keys;

import java.time.Duration;
import java.time.Instant;
import matryoshka.token.SigningAlgorithm;

/** The issuer's signing keys, kept durably and shared by all its instances. */
public interface SigningKeys {

    /**
     * The keys as they are to be used now. If none signs by this algorithm yet, one is made; those of other algorithms retire. Instances
     * that start at the same moment agree on one key.
     *
     * @param keepRetired for how long a retired key is still published: the longest life of a token
     * @throws KeySetupException when the key that signs cannot be decrypted
     */
    KeyRing ready(SigningAlgorithm algorithm, Instant now, Duration keepRetired);
}
