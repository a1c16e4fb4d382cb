package matryoshka.service.keys;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing key at rest.
 *
 * @param algorithm JOSE name of the one algorithm it signs by
 * @param publicKey SubjectPublicKeyInfo
 * @param privateKeyEncrypted PKCS#8, as {@link KeyEncryption} leaves it
 * @param retiredAt when it stopped signing; null while it signs
 */
record StoredKey(
        String kid,
        String algorithm,
        Blob publicKey,
        Blob privateKeyEncrypted,
        Instant createdAt,
        @Nullable Instant retiredAt) {}
