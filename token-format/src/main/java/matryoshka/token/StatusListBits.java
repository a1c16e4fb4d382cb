package matryoshka.token;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The statuses of many tokens, with some bits for each, as in a status list (draft-ietf-oauth-status-list §4): packed from the least
 * significant bit on, compressed with ZLIB, in base64url. Not thread-safe.
 */
public final class StatusListBits {
    private static final int BUFFER = 4_096;

    private final int bits;
    private final byte[] packed;

    private StatusListBits(int bits, byte[] packed) {
        if (bits != 1 && bits != 2 && bits != 4 && bits != 8) {
            throw new IllegalArgumentException("a status has 1, 2, 4 or 8 bits");
        }
        this.bits = bits;
        this.packed = packed;
    }

    /** Creates a list for this many tokens, all with status 0. */
    public static StatusListBits of(int bits, int tokens) {
        return new StatusListBits(bits, new byte[(tokens * bits + Byte.SIZE - 1) / Byte.SIZE]);
    }

    /**
     * Reads a {@code lst}.
     *
     * @param mostBytes the maximum size when unpacked
     * @throws IllegalArgumentException if it is not a list, or larger
     */
    public static StatusListBits decode(int bits, String lst, int mostBytes) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(Base64.getUrlDecoder().decode(lst));
            byte[] unpacked = new byte[mostBytes + 1];
            int length = 0;
            while (!inflater.finished() && length < unpacked.length) {
                int more = inflater.inflate(unpacked, length, unpacked.length - length);
                if (more == 0 && !inflater.finished()) {
                    throw new IllegalArgumentException("not a status list");
                }
                length += more;
            }
            if (length > mostBytes) {
                throw new IllegalArgumentException("a status list larger than allowed");
            }
            return new StatusListBits(bits, Arrays.copyOf(unpacked, length));
        } catch (DataFormatException malformed) {
            throw new IllegalArgumentException("not a status list", malformed);
        } finally {
            inflater.end();
        }
    }

    public void set(int index, int status) {
        if (status < 0 || status >= 1 << bits) {
            throw new IllegalArgumentException("a status of more than " + bits + " bits");
        }
        int at = index * bits / Byte.SIZE;
        int shift = index * bits % Byte.SIZE;
        int mask = ((1 << bits) - 1) << shift;
        packed[at] = (byte) ((packed[at] & ~mask) | (status << shift));
    }

    /**
     * Returns the status of a token.
     *
     * @throws IndexOutOfBoundsException if the list does not have it
     */
    public int get(int index) {
        int at = index * bits / Byte.SIZE;
        return (packed[at] & 0xFF) >> (index * bits % Byte.SIZE) & ((1 << bits) - 1);
    }

    /** Returns the list's {@code lst}. The same statuses always give the same text. */
    public String encode() {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(packed);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
        } finally {
            deflater.end();
        }
    }
}
