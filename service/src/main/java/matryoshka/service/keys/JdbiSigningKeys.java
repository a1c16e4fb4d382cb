package matryoshka.service.keys;

import com.nimbusds.jose.jwk.JWK;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import matryoshka.service.platform.audit.AuditLog;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.SigningKey;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Signing keys in PostgreSQL. */
public final class JdbiSigningKeys implements SigningKeys {
    private final Jdbi jdbi;
    private final KeyEncryption encryption;
    private final SecureRandom random;
    private final AuditLog audit;

    public JdbiSigningKeys(Jdbi jdbi, KeyEncryption encryption, SecureRandom random, AuditLog audit) {
        this.jdbi = jdbi;
        this.encryption = encryption;
        this.random = random;
        this.audit = audit;
    }

    @Override
    public KeyRing ready(SigningAlgorithm algorithm, Instant now, Duration keepRetired) {
        return keys(algorithm, now, keepRetired, key -> key.algorithm().equals(algorithm.joseName()));
    }

    @Override
    public KeyRing current(SigningAlgorithm algorithm, Instant now, Duration keepRetired) {
        return keys(algorithm, now, keepRetired, key -> true);
    }

    /** @param maySign those of the keys that are not retired */
    private KeyRing keys(SigningAlgorithm algorithm, Instant now, Duration keepRetired, Predicate<StoredKey> maySign) {
        return jdbi.inTransaction(handle -> {
            // One instance at a time: the second finds the key that the first one made.
            handle.execute("lock table signing_key in share row exclusive mode");
            List<StoredKey> keys = load(handle);
            Predicate<StoredKey> signs = maySign.and(key -> key.retiredAt() == null);
            if (keys.stream().noneMatch(signs)) {
                retireAll(handle, now);
                SigningKey created = SigningKey.generate(algorithm, random);
                insert(handle, created, now);
                handle.afterCommit(() -> audit.signingKeyCreated(created.kid(), algorithm.joseName()));
                keys = load(handle);
            }
            StoredKey active = keys.stream()
                    .filter(signs)
                    .min(Comparator.comparing(key -> !key.algorithm().equals(algorithm.joseName())))
                    .orElseThrow();
            List<StoredKey> retiring = new ArrayList<>(keys);
            retiring.remove(active);
            retiring.removeIf(key -> key.retiredAt() != null
                    && !key.retiredAt().plus(keepRetired).isAfter(now));
            return new KeyRing(
                    decrypt(active),
                    retiring.stream().map(JdbiSigningKeys::publicKey).toList());
        });
    }

    private SigningKey decrypt(StoredKey key) {
        byte[] privateKey = encryption
                .decrypt(key.privateKeyEncrypted().bytes(), key.kid())
                .orElseThrow(() -> new KeySetupException("The signing key " + key.kid()
                        + " in the database was encrypted with a different key encryption key than this issuer's."));
        return SigningKey.restore(algorithm(key), privateKey, key.publicKey().bytes());
    }

    private static SigningAlgorithm algorithm(StoredKey key) {
        return SigningAlgorithm.valueOf(key.algorithm());
    }

    private static JWK publicKey(StoredKey key) {
        SigningAlgorithm algorithm = algorithm(key);
        return SigningKey.publicJwk(
                algorithm, algorithm.publicKey(key.publicKey().bytes()));
    }

    private static List<StoredKey> load(Handle handle) {
        return handle.createQuery("""
                        select kid, algorithm, public_key, private_key_encrypted, created_at, retired_at
                        from signing_key
                        order by created_at desc, kid
                        """)
                .map((row, context) -> new StoredKey(
                        row.getString("kid"),
                        row.getString("algorithm"),
                        new Blob(row.getBytes("public_key")),
                        new Blob(row.getBytes("private_key_encrypted")),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("retired_at") == null
                                ? null
                                : row.getTimestamp("retired_at").toInstant()))
                .list();
    }

    private static void retireAll(Handle handle, Instant now) {
        handle.createUpdate("update signing_key set retired_at = greatest(:now, created_at) where retired_at is null")
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    private void insert(Handle handle, SigningKey key, Instant now) {
        handle.createUpdate("""
                        insert into signing_key (kid, algorithm, public_key, private_key_encrypted, created_at)
                        values (:kid, :algorithm, :publicKey, :privateKey, :now)
                        """)
                .bind("kid", key.kid())
                .bind("algorithm", key.algorithm().joseName())
                .bind("publicKey", key.encodedPublic())
                .bind("privateKey", encryption.encrypt(key.encodedPrivate(), key.kid()))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /**
     * A stored signing key.
     *
     * @param algorithm JOSE name of the one algorithm it signs with
     * @param publicKey SubjectPublicKeyInfo
     * @param privateKeyEncrypted PKCS#8, encrypted by {@link KeyEncryption}
     * @param retiredAt when it stopped signing; null while it signs
     */
    private record StoredKey(
            String kid,
            String algorithm,
            Blob publicKey,
            Blob privateKeyEncrypted,
            Instant createdAt,
            @Nullable Instant retiredAt) {}
}
