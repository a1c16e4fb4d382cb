package matryoshka.service.platform.http;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import matryoshka.service.platform.problems.ProblemException;

/** Cursors mark where a page ended. They are opaque to clients and authenticated, so that clients cannot alter them. */
public final class Cursors {
    private static final int TAG_BYTES = 16;

    private final SecretKey key;

    /** @param key a secret, the same for all instances */
    public Cursors(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    public String write(long position) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES + TAG_BYTES)
                .putLong(position)
                .put(tag(position))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns the position of a cursor. A cursor that this issuer did not make is a 400 that names the parameter. */
    public long read(String parameter, String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == Long.BYTES + TAG_BYTES) {
                long position = ByteBuffer.wrap(bytes).getLong();
                if (MessageDigest.isEqual(tag(position), Arrays.copyOfRange(bytes, Long.BYTES, bytes.length))) {
                    return position;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            // Reported below, like every other invalid cursor.
        }
        throw ProblemException.of(400, "The query parameter '" + parameter + "' is not a cursor from this issuer.");
    }

    private byte[] tag(long position) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Arrays.copyOf(
                    mac.doFinal(
                            ByteBuffer.allocate(Long.BYTES).putLong(position).array()),
                    TAG_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", impossible);
        }
    }
}
