package matryoshka.service.clients;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import matryoshka.service.platform.oauth.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a client secret. Secrets are 256 random bits of our making, which no one can guess however fast the hash: a slow one
 * would only cost every token request what it costs.
 */
public final class SecretHash {
    /** What no secret has, to compare with where there is nothing to compare with. */
    public static final SecretHash OF_NOTHING = new SecretHash(new byte[32]);

    private final byte[] sha256;

    private SecretHash(byte[] sha256) {
        this.sha256 = sha256;
    }

    public static SecretHash of(Secret secret) {
        try {
            return new SecretHash(MessageDigest.getInstance("SHA-256").digest(secret.bytes()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** A hash as it was stored. */
    public static SecretHash stored(byte[] sha256) {
        return new SecretHash(sha256.clone());
    }

    /** For storing. */
    public byte[] bytes() {
        return sha256.clone();
    }

    /** Compares in a time that tells nothing. */
    public boolean matches(SecretHash other) {
        return MessageDigest.isEqual(sha256, other.sha256);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretHash hash && matches(hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }

    @Override
    public String toString() {
        return "[hash]";
    }
}
