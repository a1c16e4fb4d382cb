package matryoshka.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Generates texts and numbers that look like ids, digests and signatures, so that they deflate as well as the real ones will. The same seed
 * always gives the same values; they are not secrets. Not thread-safe.
 */
final class Placeholders {
    private static final byte[] BASE64URL =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);

    private static final int CHARACTERS_OF_THREE_BYTES = 4;

    private static final int DECIMAL = 10;

    /** The increment of SplitMix64, implemented here because the JDK does not promise that its generator stays the same. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    private Placeholders(long seed) {
        this.state = seed;
    }

    /** Creates a generator from a seed of any length. */
    static Placeholders of(String seed) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
            return new Placeholders(ByteBuffer.wrap(digest).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Returns base64url characters like those of whole bytes: the unused bits of the last character are zero. */
    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = BASE64URL[(int) (next() >>> 58)];
        }
        int leftOver = length % CHARACTERS_OF_THREE_BYTES;
        if (leftOver > 1) {
            int bits = leftOver == 2 ? 4 : 2;
            bytes[length - 1] = BASE64URL[(int) (next() >>> (58 + bits)) << bits];
        }
        return bytes;
    }

    String text(int length) {
        return new String(bytes(length), StandardCharsets.US_ASCII);
    }

    /** Returns a number with this many digits, 1 to 18. */
    long number(int digits) {
        long number = 1 + Long.remainderUnsigned(next(), DECIMAL - 1);
        for (int i = 1; i < digits; i++) {
            number = number * DECIMAL + Long.remainderUnsigned(next(), DECIMAL);
        }
        return number;
    }

    private long next() {
        state += STEP;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
