package matryoshka.service.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import matryoshka.service.platform.files.PrivateFile;
import matryoshka.service.platform.oauth.Secret;

/** Loads the key that private keys are encrypted with: configured, in a file, or generated for the development database. */
public final class KeyEncryptionKey {
    private KeyEncryptionKey() {}

    /**
     * Decodes the key from base64 text.
     *
     * @throws KeySetupException if it is not base64 of 32 bytes
     */
    public static byte[] of(Secret base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64.reveal().strip());
            if (key.length == KeyEncryption.KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // Reported below, without the invalid text.
        }
        throw new KeySetupException(
                "The key encryption key must be 32 bytes in base64, such as `openssl rand -base64 32` prints.");
    }

    /**
     * Reads the key from a file.
     *
     * @throws KeySetupException if the file cannot be read or contains no key
     */
    public static byte[] in(Path file) {
        try {
            return of(Secret.of(Files.readString(file, StandardCharsets.US_ASCII)));
        } catch (IOException unreadable) {
            throw new KeySetupException("The key encryption key file " + file + " cannot be read: "
                    + unreadable.getClass().getSimpleName() + ".");
        }
    }

    /** Reads the key from a file that only its owner can read, and generates it if it does not exist: for development. */
    public static byte[] inOrMade(Path file, SecureRandom random) {
        if (!Files.exists(file)) {
            byte[] key = new byte[KeyEncryption.KEY_BYTES];
            random.nextBytes(key);
            PrivateFile.write(file, Base64.getEncoder().encodeToString(key) + "\n");
        }
        return in(file);
    }
}
