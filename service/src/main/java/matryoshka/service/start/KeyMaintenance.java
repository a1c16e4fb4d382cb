package matryoshka.service.start;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import matryoshka.service.keys.JdbiDataKey;
import matryoshka.service.keys.JdbiKeyRewrap;
import matryoshka.service.keys.JdbiSigningKeys;
import matryoshka.service.keys.KeyEncryption;
import matryoshka.service.keys.KeySetupException;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.service.start.settings.IssuerConfiguration;
import org.jdbi.v3.core.Jdbi;

/** What an operator does about the key encryption key, on the database, whether instances run or not. */
public final class KeyMaintenance {
    private final IssuerConfiguration configuration;
    private final AuditLog audit;
    private final SecureRandom random;

    /** @param configuration the one that instances have, or will have */
    public KeyMaintenance(IssuerConfiguration configuration, AuditLog audit, SecureRandom random) {
        this.configuration = configuration;
        this.audit = audit;
        this.random = random;
    }

    /**
     * Encrypts the signing keys with the key encryption key of the configuration. Returns how many there are.
     *
     * @param previous the configuration with the key encryption key that they were encrypted with
     * @throws KeySetupException if one of them was not, or a key encryption key cannot be used
     */
    public int rewrap(IssuerConfiguration previous) {
        boolean embedded = configuration.database().isEmbedded();
        try (KeyDatabase database = database()) {
            KeyEncryption from = StartKeys.encryption(previous, embedded, database.jdbi(), random);
            JdbiKeyRewrap rewrap = new JdbiKeyRewrap(database.jdbi());
            return configuration.keyEncryption().isKeptElsewhere()
                    ? StartKeys.withWrapper(
                            configuration.keyEncryption(),
                            random,
                            wrapper -> rewrap.rewrap(from, JdbiKeyRewrap.Target.wrapper(wrapper, random)))
                    : rewrap.rewrap(
                            from, JdbiKeyRewrap.Target.key(StartKeys.key(configuration, embedded, random), random));
        }
    }

    /** Replaces the keys that cannot be decrypted, and returns their ids. Tokens that they signed stay valid. */
    public List<String> replaceLost() {
        boolean embedded = configuration.database().isEmbedded();
        try (KeyDatabase database = database()) {
            Jdbi jdbi = database.jdbi();
            KeyEncryption encryption = configuration.keyEncryption().isKeptElsewhere()
                    ? new KeyEncryption(
                            StartKeys.withWrapper(
                                    configuration.keyEncryption(),
                                    random,
                                    wrapper -> new JdbiDataKey(wrapper, random).getOrReplace(jdbi)),
                            random)
                    : StartKeys.encryption(configuration, embedded, jdbi, random);
            Instant now = jdbi.withHandle(handle -> handle.select("select clock_timestamp()")
                    .mapTo(Instant.class)
                    .one());
            return new JdbiSigningKeys(
                            jdbi,
                            encryption,
                            random,
                            audit,
                            configuration.keys().schedule(configuration.tokens()))
                    .replaceLost(now);
        }
    }

    private KeyDatabase database() {
        return new KeyDatabase(configuration.database(), configuration.dataDir());
    }
}
