package matryoshka.service.keys;

import java.time.Duration;
import java.time.Instant;
import matryoshka.token.SigningAlgorithm;

/** The issuer's signing keys, durable and shared by all instances. */
public interface SigningKeys {

    /**
     * Returns the keys to use now. If none signs with this algorithm yet, makes one and retires those of other algorithms. Instances that
     * start at the same moment agree on one key.
     *
     * @param keepRetired for how long a retired key is still published: the longest lifetime of a token
     * @throws KeySetupException if the signing key cannot be decrypted
     */
    KeyRing ready(SigningAlgorithm algorithm, Instant now, Duration keepRetired);
}
