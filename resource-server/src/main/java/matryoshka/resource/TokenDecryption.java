package matryoshka.resource;

import java.util.Optional;

/**
 * Decrypts confidential tokens with a key that does not leave the place where it is kept, such as a key management service. For keys in
 * files there is {@link DecryptionKeys}. Must be thread-safe; it is called on the thread that asks for a token.
 */
@FunctionalInterface
public interface TokenDecryption {
    /**
     * Decrypts a token.
     *
     * @param compact a compact JWE (RFC 7516 §7.1): {@code ECDH-ES} or {@code RSA-OAEP-256} with {@code A256GCM}; its {@code kid} is that of the key in the graph
     * @return the JWS in it; empty if it is not encrypted to a key of this service
     */
    Optional<String> decrypt(String compact);
}
