package matryoshka.token;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * The {@code jti} of the token that begins a chain: when that was, and 96 random bits. All that is derived from it has a {@code jti} that
 * extends it with a dot or a tilde, and so tells the same.
 */
public final class ChainId {
    /** Random bytes that an id takes. */
    public static final int RANDOM_BYTES = 12;

    /** Begins the end of the {@code jti} of a token that was exchanged. */
    public static final char EXCHANGED = '~';

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int LENGTH = 22;

    /** The last of 22 characters has four bits that 16 bytes leave unused. Ids of earlier releases, all random, have zeros there. */
    private static final int MARK = 1;

    private static final int UNUSED_BITS = 0b1111;

    private ChainId() {}

    /**
     * A new one.
     *
     * @param begun to the second; until 2106
     * @param random {@link #RANDOM_BYTES} of them
     */
    public static String of(Instant begun, byte[] random) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("an id takes " + RANDOM_BYTES + " random bytes");
        }
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + RANDOM_BYTES)
                .putInt((int) begun.getEpochSecond())
                .put(random)
                .array();
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        char last = ALPHABET.charAt(ALPHABET.indexOf(text.charAt(LENGTH - 1)) | MARK);
        return text.substring(0, LENGTH - 1) + last;
    }

    /** When the chain began that a token belongs to; empty where its {@code jti} does not tell. */
    public static Optional<Instant> begunAt(String jti) {
        String id = root(jti);
        if (id.length() != LENGTH || (ALPHABET.indexOf(id.charAt(LENGTH - 1)) & UNUSED_BITS) != MARK) {
            return Optional.empty();
        }
        try {
            // All before the last characters: they hold the time, and no unused bits.
            byte[] time = Base64.getUrlDecoder().decode(id.substring(0, 8));
            return Optional.of(Instant.ofEpochSecond(
                    Integer.toUnsignedLong(ByteBuffer.wrap(time).getInt())));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static String root(String jti) {
        int end = 0;
        while (end < jti.length() && jti.charAt(end) != '.' && jti.charAt(end) != EXCHANGED) {
            end++;
        }
        return jti.substring(0, end);
    }
}
