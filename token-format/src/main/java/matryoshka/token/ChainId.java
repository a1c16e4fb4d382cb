package matryoshka.token;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The {@code jti} of the token that begins a chain: the time, 24 bits that identify the registration of the client that began it, and 72
 * random bits. Everything derived from it has a {@code jti} that extends it with a dot or a tilde, and so contains the same data.
 */
public final class ChainId {
    /** The number of random bytes in an id. */
    public static final int RANDOM_BYTES = 9;

    /** The exclusive upper bound of registration numbers. */
    public static final int REGISTRATIONS = 1 << 24;

    /** Begins the suffix of the {@code jti} of a token got by exchange. */
    public static final char EXCHANGED = '~';

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int LENGTH = 22;
    private static final int REGISTRATION_BYTES = 3;

    /** The last of 22 characters has four bits that 16 bytes leave unused: zeros in ids of earlier releases, which were entirely random. */
    private static final int UNUSED_BITS = 0b1111;

    /** Marks ids of earlier releases that contain the time, and random bits in place of the registration. */
    private static final int ONLY_TIME = 1;

    private static final int TIME_AND_REGISTRATION = 2;

    private ChainId() {}

    /**
     * Creates an id.
     *
     * @param begun to the second; until 2106
     * @param registration of the client that begins the chain, below {@link #REGISTRATIONS}
     * @param random {@link #RANDOM_BYTES} random bytes
     */
    public static String of(Instant begun, int registration, byte[] random) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("an id takes " + RANDOM_BYTES + " random bytes");
        }
        if (registration < 0 || registration >= REGISTRATIONS) {
            throw new IllegalArgumentException("a registration has 24 bits");
        }
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES + REGISTRATION_BYTES + RANDOM_BYTES)
                .putInt((int) begun.getEpochSecond())
                .put((byte) (registration >> 16))
                .putShort((short) registration)
                .put(random)
                .array();
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        char last = ALPHABET.charAt(ALPHABET.indexOf(text.charAt(LENGTH - 1)) | TIME_AND_REGISTRATION);
        return text.substring(0, LENGTH - 1) + last;
    }

    /** Returns when a token's chain began; empty if its {@code jti} does not say. */
    public static Optional<Instant> begunAt(String jti) {
        return bytes(jti, ONLY_TIME)
                .or(() -> bytes(jti, TIME_AND_REGISTRATION))
                .map(bytes -> Instant.ofEpochSecond(Integer.toUnsignedLong(bytes.getInt(0))));
    }

    /** Returns with which registration of its client a token's chain began; empty if its {@code jti} does not say. */
    public static OptionalInt registration(String jti) {
        Optional<ByteBuffer> id = bytes(jti, TIME_AND_REGISTRATION);
        // The preceding byte is the last one of the time.
        return id.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(id.get().getInt(Integer.BYTES - 1) & (REGISTRATIONS - 1));
    }

    /** Returns the bytes before the random part of an id of this kind. */
    private static Optional<ByteBuffer> bytes(String jti, int kind) {
        String id = root(jti);
        if (id.length() != LENGTH || (ALPHABET.indexOf(id.charAt(LENGTH - 1)) & UNUSED_BITS) != kind) {
            return Optional.empty();
        }
        try {
            // These characters come before the last ones, so they have no unused bits.
            return Optional.of(ByteBuffer.wrap(Base64.getUrlDecoder().decode(id.substring(0, 12))));
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
