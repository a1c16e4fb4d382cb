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
     * @param keepDataKey whether the data key stays, if both key encryption keys are kept elsewhere
     * @throws KeySetupException if one of them was not, or a key encryption key cannot be used
     */
    public Rewrapped rewrap(IssuerConfiguration previous, boolean keepDataKey) {
        boolean embedded = configuration.database().isEmbedded();
        boolean elsewhere = configuration.keyEncryption().isKeptElsewhere();
        boolean keep = keepDataKey && elsewhere && previous.keyEncryption().isKeptElsewhere();
        try (CommandDatabase database = database()) {
            byte[] before = StartKeys.encryptionKey(previous, embedded, database.jdbi(), random);
            KeyEncryption from = new KeyEncryption(before, random);
            JdbiKeyRewrap rewrap = new JdbiKeyRewrap(database.jdbi());
            int keys = elsewhere
                    ? StartKeys.withWrapper(
                            configuration.keyEncryption(),
                            random,
                            wrapper -> rewrap.rewrap(
                                    from,
                                    keep
                                            ? JdbiKeyRewrap.Target.wrapper(wrapper, before, random)
                                            : JdbiKeyRewrap.Target.wrapper(wrapper, random)))
                    : rewrap.rewrap(
                            from, JdbiKeyRewrap.Target.key(StartKeys.key(configuration, embedded, random), random));
            return new Rewrapped(keys, keep);
        }
    }

    /**
     * What {@link #rewrap} did.
     *
     * @param keys how many signing keys there are
     * @param readable whether instances that run can still decrypt them
     */
    public record Rewrapped(int keys, boolean readable) {}

    /** Replaces the keys that cannot be decrypted, and returns their ids. Tokens that they signed stay valid. */
    public List<String> replaceLost() {
        boolean embedded = configuration.database().isEmbedded();
        try (CommandDatabase database = database()) {
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

    private CommandDatabase database() {
        return new CommandDatabase(configuration.database(), configuration.dataDir());
    }
}
