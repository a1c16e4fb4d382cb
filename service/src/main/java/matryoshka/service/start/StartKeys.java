package matryoshka.service.start;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Function;
import matryoshka.service.keys.AwsKmsKey;
import matryoshka.service.keys.JdbiDataKey;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.keys.KeyEncryptionKey;
import matryoshka.service.keys.KeySetupException;
import matryoshka.service.keys.KeyWrapper;
import matryoshka.service.keys.Pkcs11Key;
import matryoshka.service.keys.VaultTransit;
import matryoshka.service.platform.outbound.OutboundHttp;
import matryoshka.service.platform.outbound.OutboundPolicy;
import matryoshka.service.start.settings.IssuerConfiguration;
import matryoshka.service.start.settings.KeyEncryptionSettings;
import org.jdbi.v3.core.Jdbi;

/** Loads the configured key encryption key. */
final class StartKeys {
    private static final String FILE = "key-encryption-key";

    private StartKeys() {}

    /**
     * Returns the encryption of signing keys. Makes a data key if the key encryption key is kept elsewhere and there is none.
     *
     * @throws KeySetupException if no key is configured and the database is not the embedded one, or the key cannot be used
     */
    static KeyEncryption encryption(
            IssuerConfiguration configuration, boolean embedded, Jdbi jdbi, SecureRandom random) {
        return new KeyEncryption(encryptionKey(configuration, embedded, jdbi, random), random);
    }

    /** Returns the key of {@link #encryption}: the configured one, or the data key. */
    static byte[] encryptionKey(IssuerConfiguration configuration, boolean embedded, Jdbi jdbi, SecureRandom random) {
        return configuration.keyEncryption().isKeptElsewhere()
                ? withWrapper(
                        configuration.keyEncryption(), random, wrapper -> new JdbiDataKey(wrapper, random).get(jdbi))
                : key(configuration, embedded, random);
    }

    /**
     * Does something with the key encryption key that is kept elsewhere.
     *
     * @throws KeySetupException if it cannot be used
     */
    static <T> T withWrapper(KeyEncryptionSettings settings, SecureRandom random, Function<KeyWrapper, T> action) {
        if (settings.pkcs11().isUsed()) {
            KeyEncryptionSettings.Pkcs11 pkcs11 = settings.pkcs11();
            return action.apply(
                    Pkcs11Key.open(pkcs11.library(), pkcs11.slotListIndex(), pkcs11.key(), pkcs11.pinFile(), random));
        }
        if (settings.awsKms().isUsed()) {
            KeyEncryptionSettings.AwsKms aws = settings.awsKms();
            try (AwsKmsKey key = AwsKmsKey.open(aws.keyId(), aws.region(), aws.endpoint())) {
                return action.apply(key);
            }
        }
        return withVault(settings.vault(), action);
    }

    private static <T> T withVault(KeyEncryptionSettings.Vault vault, Function<KeyWrapper, T> action) {
        // The operator chose the address; it may be in a private network.
        OutboundHttp http = new OutboundHttp(new OutboundPolicy(true, true));
        try {
            http.start();
            try {
                return action.apply(new VaultTransit(http, vault.engine(), vault.key(), vault.tokenFile()));
            } finally {
                http.stop();
            }
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException("the HTTP client cannot be started or stopped", failed);
        }
    }

    static byte[] key(IssuerConfiguration configuration, boolean embedded, SecureRandom random) {
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
