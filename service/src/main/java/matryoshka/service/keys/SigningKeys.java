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
     * The keys as others may have changed them since {@link #ready}. If all that signed were taken out, one is made. Where the key of
     * another algorithm signs now, since an instance of another configuration has retired ours, it signs here, too.
     *
     * @param keepRetired as above
     */
    KeyRing current(SigningAlgorithm algorithm, Instant now, Duration keepRetired);
}
