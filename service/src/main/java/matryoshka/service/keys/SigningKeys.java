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

    /**
     * Returns the keys as other instances may have changed them since {@link #ready}. If every signing key was removed, makes one. If an
     * instance with another configuration has retired this instance's key, the key of the other algorithm signs here too.
     *
     * @param keepRetired as above
     */
    KeyRing current(SigningAlgorithm algorithm, Instant now, Duration keepRetired);
}
