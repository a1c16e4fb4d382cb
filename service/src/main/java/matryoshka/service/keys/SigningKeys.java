package matryoshka.service.keys;

import java.time.Instant;
import java.util.List;

/** The issuer's signing keys, durable and shared by all instances. Of several instances that change them at once, one wins. */
public interface SigningKeys {

    /**
     * Returns the keys to use at the start of an instance. Makes keys if there are none. If the active one is not of the configured
     * algorithm, schedules one that is.
     *
     * @throws KeySetupException if the active key cannot be decrypted
     */
    KeyRing start(Instant now);

    /**
     * Returns the keys as other instances may have changed them. If none signs, makes one.
     *
     * @throws KeySetupException if the active key cannot be decrypted
     */
    KeyRing current(Instant now);

    /**
     * Makes the changes that are due.
     *
     * @param removable keys whose last token has expired by this time are gone
     * @throws KeySetupException if the key that is now active cannot be decrypted; then nothing has changed
     */
    void advance(Instant now, Instant removable);

    /**
     * Rotates the keys: now if the next key has been published for long enough or the active one is compromised, else as soon as it has.
     *
     * @param by the client that demands it
     * @throws KeySetupException if the key that would be active cannot be decrypted; then nothing has changed
     */
    Rotation rotate(Compromise compromise, Instant now, String by);

    /** Returns the lives of all keys, the latest first; of those that are gone only the latest. */
    List<KeyLife> lives();
}
