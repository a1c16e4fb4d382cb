package matryoshka.service.keys;

import java.util.Optional;

/** A key encryption key that others keep and never reveal. They encrypt one key with it, the data key, which encrypts all the others. */
public interface KeyWrapper {

    /** Names the key encryption key, for people. Contains no secret. */
    String name();

    /**
     * Encrypts a data key.
     *
     * @throws KeySetupException if that is not possible at the moment, or not permitted
     */
    byte[] wrap(byte[] dataKey);

    /**
     * Decrypts a data key. Returns empty if it was encrypted with another key, so that trying again would be of no use.
     *
     * @throws KeySetupException if that is not possible at the moment, or not permitted
     */
    Optional<byte[]> unwrap(byte[] wrapped);
}
