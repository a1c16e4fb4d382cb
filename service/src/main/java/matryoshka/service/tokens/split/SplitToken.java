package matryoshka.service.tokens.split;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A compact JWS in two parts. The string form shows neither.
 *
 * @param head header and payload, as they were signed
 * @param signature the last part, in base64url: a secret
 */
public record SplitToken(String head, String signature) {
    private static final int HASH_BYTES = 32;

    /**
     * SHA-256 of the signature part, as the ASCII text that the client holds.
     *
     * @param hex so that equal hashes are equal
     */
    public record Hash(String hex) {
        public static Hash of(String signature) {
            try {
                return new Hash(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(signature.getBytes(StandardCharsets.US_ASCII))));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java platform has SHA-256", impossible);
            }
        }

        /** Reads base64url without padding; empty for anything else. */
        static Optional<Hash> parse(String base64url) {
            try {
                byte[] bytes = Base64.getUrlDecoder().decode(base64url);
                boolean isHash = bytes.length == HASH_BYTES
                        && Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(bytes)
                                .equals(base64url);
                return isHash ? Optional.of(new Hash(HexFormat.of().formatHex(bytes))) : Optional.empty();
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }
    }

    public static SplitToken of(String compact) {
        int end = compact.lastIndexOf('.');
        return new SplitToken(compact.substring(0, end), compact.substring(end + 1));
    }

    Hash hash() {
        return Hash.of(signature);
    }

    @Override
    public String toString() {
        return "split token";
    }
}
