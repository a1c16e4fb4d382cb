package matryoshka.token.deflate;

import java.util.Arrays;

/** Writes bits, the first one lowest in the first byte (RFC 1951 §3.1.1). */
final class BitWriter {
    private byte[] bytes;
    private int length;
    private long bits;
    private int count;

    BitWriter(int expectedBytes) {
        this.bytes = new byte[Math.max(Long.BYTES, expectedBytes)];
    }

    /** Writes the lowest bits of a value, at most 32 of them. */
    void write(int value, int width) {
        bits |= (long) value << count;
        count += width;
        while (count >= Byte.SIZE) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = (byte) bits;
            bits >>>= Byte.SIZE;
            count -= Byte.SIZE;
        }
    }

    /** Returns the bytes; unused bits of the last one are zero. */
    byte[] toByteArray() {
        byte[] written = Arrays.copyOf(bytes, count > 0 ? length + 1 : length);
        if (count > 0) {
            written[length] = (byte) bits;
        }
        return written;
    }
}
