package matryoshka.token.deflate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The two codes of a block, and how the block declares them: fixed, or in its header (RFC 1951 §3.2.6, §3.2.7). Immutable. */
final class BlockCode {
    private static final int LAST_BLOCK = 1;
    private static final int TYPE_FIXED = 1;
    private static final int TYPE_DYNAMIC = 2;
    private static final int TYPE_BITS = 2;

    private static final BlockCode FIXED = fixed();

    private final HuffmanCode literals;
    private final HuffmanCode distances;
    /** Null for a fixed code. */
    private final @Nullable CodeLengths header;

    private BlockCode(HuffmanCode literals, HuffmanCode distances, @Nullable CodeLengths header) {
        this.literals = literals;
        this.distances = distances;
        this.header = header;
    }

    /** Returns the shortest known code for a block with these frequencies; a symbol with frequency 0 may get no code. */
    static BlockCode of(Frequencies frequencies) {
        BlockCode best = FIXED;
        for (BlockCode code : new BlockCode[] {dynamic(frequencies), dynamic(frequencies.levelled())}) {
            if (code.bits(frequencies) < best.bits(frequencies)) {
                best = code;
            }
        }
        return best;
    }

    private static BlockCode dynamic(Frequencies frequencies) {
        HuffmanCode literals = HuffmanCode.ofFrequencies(frequencies.literals, HuffmanCode.MAX_BITS);
        HuffmanCode distances = HuffmanCode.ofFrequencies(frequencies.distances, HuffmanCode.MAX_BITS);
        return new BlockCode(literals, distances, new CodeLengths(literals.lengths(), distances.lengths()));
    }

    private static BlockCode fixed() {
        byte[] literals = new byte[288];
        Arrays.fill(literals, 0, 144, (byte) 8);
        Arrays.fill(literals, 144, 256, (byte) 9);
        Arrays.fill(literals, 256, 280, (byte) 7);
        Arrays.fill(literals, 280, 288, (byte) 8);
        byte[] distances = new byte[Symbols.DISTANCES];
        Arrays.fill(distances, (byte) 5);
        return new BlockCode(HuffmanCode.ofLengths(literals), HuffmanCode.ofLengths(distances), null);
    }

    /** Without extra bits, which are the same in every code. */
    private long bits(Frequencies frequencies) {
        return (header == null ? 0 : header.bits())
                + literals.bits(frequencies.literals)
                + distances.bits(frequencies.distances);
    }

    /** Begins the last block. */
    void begin(BitWriter out) {
        out.write(LAST_BLOCK, 1);
        out.write(header == null ? TYPE_FIXED : TYPE_DYNAMIC, TYPE_BITS);
        if (header != null) {
            header.write(out);
        }
    }

    /** Writes bytes as literals; returns false if one of them has no code. */
    boolean literals(BitWriter out, byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            int symbol = bytes[i] & 0xFF;
            if (!literals.has(symbol)) {
                return false;
            }
            literals.write(out, symbol);
        }
        return true;
    }

    /** Writes a match of a length that was counted; returns false if its distance has no code. */
    boolean match(BitWriter out, int length, int distance) {
        int symbol = Symbols.ofDistance(distance);
        if (!distances.has(symbol)) {
            return false;
        }
        literals.write(out, Symbols.ofLength(length));
        out.write(Symbols.extraOfLength(length), Symbols.extraBitsOfLength(length));
        distances.write(out, symbol);
        out.write(Symbols.extraOfDistance(distance), Symbols.extraBitsOfDistance(distance));
        return true;
    }

    void end(BitWriter out) {
        literals.write(out, Symbols.END_OF_BLOCK);
    }
}
