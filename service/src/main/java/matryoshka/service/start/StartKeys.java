package matryoshka.service.start;

import java.nio.file.Path;
import java.security.SecureRandom;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.keys.KeyEncryptionKey;
import matryoshka.service.keys.KeySetupException;
import matryoshka.service.start.settings.IssuerConfiguration;

/** Finds the key encryption key that is configured. */
final class StartKeys {
    private static final String FILE = "key-encryption-key";

    private StartKeys() {}

    /**
     * The encryption of signing keys.
     *
     * @throws KeySetupException when no key is configured for a database that is not the embedded one
     */
    static KeyEncryption encryption(IssuerConfiguration configuration, boolean embedded, SecureRandom random) {
        return new KeyEncryption(key(configuration, embedded, random), random);
    }

    private static byte[] key(IssuerConfiguration configuration, boolean embedded, SecureRandom random) {
        if (!configuration.keyEncryptionKey().isEmpty()) {
            return KeyEncryptionKey.of(configuration.keyEncryptionKey());
        }
        if (!configuration.keyEncryptionKeyFile().isEmpty()) {
            return KeyEncryptionKey.in(Path.of(configuration.keyEncryptionKeyFile()));
        }
        if (embedded) {
            return KeyEncryptionKey.inOrMade(configuration.dataDir().resolve(FILE), random);
        }
        throw new KeySetupException("There is no key to encrypt the signing keys with: set KEY_ENCRYPTION_KEY to what"
                + " `openssl rand -base64 32` prints, or KEY_ENCRYPTION_KEY_FILE to a file that holds it.");
    }
}
