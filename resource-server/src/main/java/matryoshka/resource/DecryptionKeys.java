package matryoshka.resource;

import com.nimbusds.jose.jwk.JWK;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import matryoshka.token.TokenDecrypter;

/**
 * Private keys of this service that confidential tokens are encrypted to. While the key is rotated, these are the former one and the new
 * one. A key with a {@code kid} is used only for tokens that name it or name none. Immutable; the string form shows no key.
 */
public final class DecryptionKeys implements TokenDecryption {
    private final List<TokenDecrypter> keys;

    private DecryptionKeys(List<TokenDecrypter> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Takes private JWKs (RFC 7517): RSA, X25519, or EC on P-256, P-384 or P-521.
     *
     * @throws IllegalArgumentException with a message that quotes no key material, for any other key
     */
    public static DecryptionKeys of(List<JWK> keys) {
        return new DecryptionKeys(keys.stream().map(TokenDecrypter::of).toList());
    }

    /**
     * Reads a file: a JWK, a JWK set, or one or more PEM blocks {@code PRIVATE KEY} (PKCS#8).
     *
     * @throws IllegalArgumentException with a message that quotes no key material, if it cannot be read or has no such keys
     */
    public static DecryptionKeys read(Path file) {
        return new DecryptionKeys(KeyFile.read(file));
    }

    /**
     * Reads all private keys of a PKCS#12 file.
     *
     * @param password of the file and of each key in it
     * @throws IllegalArgumentException with a message that quotes neither keys nor the password, if it cannot be read or has no such keys
     */
    public static DecryptionKeys readPkcs12(Path file, char[] password) {
        return new DecryptionKeys(KeyFile.readPkcs12(file, password));
    }

    @Override
    public Optional<String> decrypt(String compact) {
        return keys.stream().flatMap(key -> key.decrypt(compact).stream()).findFirst();
    }

    @Override
    public String toString() {
        return keys.size() == 1 ? "1 decryption key" : keys.size() + " decryption keys";
    }
}
