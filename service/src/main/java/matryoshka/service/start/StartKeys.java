package matryoshka.service.start;

import java.nio.file.Path;
import java.security.SecureRandom;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.keys.KeyEncryptionKey;
import matryoshka.service.keys.KeySetupException;
import matryoshka.service.start.settings.IssuerConfiguration;

/** Loads the configured key encryption key. */
final class StartKeys {
    private static final String FILE = "key-encryption-key";

    private StartKeys() {}

    /**
     * Returns the encryption of signing keys.
     *
     * @throws KeySetupException if no key is configured and the database is not the embedded one
     */
    static KeyEncryption encryption(IssuerConfiguration configuration, boolean embedded, SecureRandom random) {
        return new KeyEncryption(key(configuration, embedded, random), random);
    }

    private static byte[] key(IssuerConfiguration configuration, boolean embedded, SecureRandom random) {
        boolean isMade = embedded
                && configuration.keyEncryptionKey().isEmpty()
                && configuration.keyEncryptionKeyFile().isEmpty();
        return isMade ? KeyEncryptionKey.inOrMade(configuration.dataDir().resolve(FILE), random) : given(configuration);
    }

    /**
     * The key that is configured.
     *
     * @throws KeySetupException when there is none, or it is no key
     */
    static byte[] given(IssuerConfiguration configuration) {
        if (!configuration.keyEncryptionKey().isEmpty()) {
            return KeyEncryptionKey.of(configuration.keyEncryptionKey());
        }
        if (!configuration.keyEncryptionKeyFile().isEmpty()) {
            return KeyEncryptionKey.in(Path.of(configuration.keyEncryptionKeyFile()));
        }
        throw new KeySetupException("No key encryption key is configured. Set KEY_ENCRYPTION_KEY to the output of"
                + " `openssl rand -base64 32`, or KEY_ENCRYPTION_KEY_FILE to a file that contains it.");
    }
}
