package matryoshka.service.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored signing key.
 *
 * @param algorithm JOSE name of the one algorithm it signs with
 * @param publicKey SubjectPublicKeyInfo
 * @param privateKeyEncrypted PKCS#8, encrypted by {@link KeyEncryption}
 * @param retiredAt when it stopped signing; null while it signs
 */
record StoredKey(
        String kid,
        String algorithm,
        Blob publicKey,
        Blob privateKeyEncrypted,
        Instant createdAt,
        @Nullable Instant retiredAt) {}
