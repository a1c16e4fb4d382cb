package matryoshka.service.keys;

import java.security.SecureRandom;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Encrypts the private signing keys in PostgreSQL with another key encryption key. */
public final class JdbiKeyRewrap {
    private final Jdbi jdbi;

    public JdbiKeyRewrap(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Makes the encryption that replaces the old one, as part of the transaction in which it does. */
    @FunctionalInterface
    public interface Target {
        KeyEncryption in(Handle handle);

        /** Encrypts with a given key. */
        static Target key(byte[] key, SecureRandom random) {
            return handle -> {
                JdbiDataKey.remove(handle);
                return new KeyEncryption(key, random);
            };
        }

        /** Encrypts with a new data key, which the wrapper encrypts. */
        static Target wrapper(KeyWrapper wrapper, SecureRandom random) {
            return handle -> new KeyEncryption(new JdbiDataKey(wrapper, random).make(handle), random);
        }

        /** Encrypts with the data key as it is, which the wrapper encrypts from now on. Instances that run keep using it. */
        static Target wrapper(KeyWrapper wrapper, byte[] dataKey, SecureRandom random) {
            return handle -> {
                new JdbiDataKey(wrapper, random).store(handle, dataKey);
                return new KeyEncryption(dataKey, random);
            };
        }
    }

    /**
     * Encrypts all private keys anew: all or none. Returns how many there are.
     *
     * @throws KeySetupException if one of them was encrypted with neither key encryption key
     */
    public int rewrap(KeyEncryption from, Target target) {
        return jdbi.inTransaction(handle -> {
            SigningKeyRows rows = new SigningKeyRows(handle);
            rows.lock();
            KeyEncryption to = target.in(handle);
            List<StoredKey> keys =
                    rows.load().stream().filter(key -> !key.is(KeyState.GONE)).toList();
            keys.forEach(key -> rows.encrypt(
                    key, to.encrypt(decrypted(key, from), key.life().kid())));
            return keys.size();
        });
    }

    private static byte[] decrypted(StoredKey key, KeyEncryption from) {
        return from.decrypt(key.privateKeyEncrypted().bytes(), key.life().kid())
                .orElseThrow(() ->
                        new KeySetupException("The signing key " + key.life().kid()
                                + " was not encrypted with the key encryption key of the previous configuration."));
    }
}
