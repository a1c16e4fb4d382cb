package matryoshka.token;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The {@code jti} of the token that begins a chain: when that was, 24 bits that tell which registration of the client began it, and 72
 * random bits. All that is derived from it has a {@code jti} that extends it with a dot or a tilde, and so tells the same.
 */
public final class ChainId {
    /** Random bytes that an id takes. */
    public static final int RANDOM_BYTES = 9;

    /** One more than the largest number of a registration. */
    public static final int REGISTRATIONS = 1 << 24;

    /** Begins the end of the {@code jti} of a token that was exchanged. */
    public static final char EXCHANGED = '~';

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int LENGTH = 22;
    private static final int REGISTRATION_BYTES = 3;

    /** The last of 22 characters has four bits that 16 bytes leave unused: zeros in ids of earlier releases that were all random. */
    private static final int UNUSED_BITS = 0b1111;

    /** Of ids of earlier releases that had the time, and random bits where the registration is now. */
    private static final int ONLY_TIME = 1;

    private static final int TIME_AND_REGISTRATION = 2;

    private ChainId() {}

    /**
     * A new one.
     *
     * @param begun to the second; until 2106
     * @param registration of the client that begins the chain, below {@link #REGISTRATIONS}
     * @param random {@link #RANDOM_BYTES} of them
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

    /** When the chain began that a token belongs to; empty where its {@code jti} does not tell. */
    public static Optional<Instant> begunAt(String jti) {
        return bytes(jti, ONLY_TIME)
                .or(() -> bytes(jti, TIME_AND_REGISTRATION))
                .map(bytes -> Instant.ofEpochSecond(Integer.toUnsignedLong(bytes.getInt(0))));
    }

    /** Which registration of its client began the chain that a token belongs to; empty where its {@code jti} does not tell. */
    public static OptionalInt registration(String jti) {
        Optional<ByteBuffer> id = bytes(jti, TIME_AND_REGISTRATION);
        // The byte before is the last one of the time.
        return id.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(id.get().getInt(Integer.BYTES - 1) & (REGISTRATIONS - 1));
    }

    /** What comes before the random part of an id of a kind. */
    private static Optional<ByteBuffer> bytes(String jti, int kind) {
        String id = root(jti);
        if (id.length() != LENGTH || (ALPHABET.indexOf(id.charAt(LENGTH - 1)) & UNUSED_BITS) != kind) {
            return Optional.empty();
        }
        try {
            // All before the last characters: no unused bits.
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
