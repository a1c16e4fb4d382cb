package matryoshka.token.deflate;

import java.util.Arrays;

/** A canonical Huffman code (RFC 1951 §3.2.2). Immutable. */
final class HuffmanCode {
    /** The longest code that DEFLATE allows. */
    static final int MAX_BITS = 15;

    private static final int SYMBOL_BITS = 9;

    private final byte[] lengths;
    /** With the bits in the order of writing. */
    private final int[] codes;

    private HuffmanCode(byte[] lengths) {
        this.lengths = lengths;
        this.codes = codes(lengths);
    }

    /** Returns the code with these lengths; a symbol with length 0 has no code. */
    static HuffmanCode ofLengths(byte[] lengths) {
        return new HuffmanCode(lengths.clone());
    }

    /**
     * Returns the best code for these frequencies; nearly the best if the limit requires shorter codes.
     *
     * @param frequencies a symbol with frequency 0 gets no code; at least two symbols get one
     * @param limit the longest allowed code
     */
    static HuffmanCode ofFrequencies(int[] frequencies, int limit) {
        long[] leaves = leaves(frequencies);
        byte[] lengths = new byte[frequencies.length];
        while (!fill(lengths, leaves, limit)) {
            // Flattens the frequencies until no code is too long.
            for (int i = 0; i < leaves.length; i++) {
                long symbol = leaves[i] & ((1 << SYMBOL_BITS) - 1);
                long halved = Math.max(1, leaves[i] >> SYMBOL_BITS >> 1);
                leaves[i] = halved << SYMBOL_BITS | symbol;
            }
            Arrays.sort(leaves);
        }
        return new HuffmanCode(lengths);
    }

    /** Returns the frequency and symbol of each, rarest first; among equals, the lowest symbol first. */
    private static long[] leaves(int[] frequencies) {
        long[] leaves = new long[frequencies.length];
        int count = 0;
        int used = 0;
        for (int frequency : frequencies) {
            used += frequency > 0 ? 1 : 0;
        }
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            // Some readers require at least two codes.
            boolean needed = used < 2 && frequencies[symbol] == 0;
            if (needed) {
                used++;
            }
            if (needed || frequencies[symbol] > 0) {
                leaves[count++] = (long) Math.max(1, frequencies[symbol]) << SYMBOL_BITS | symbol;
            }
        }
        long[] sorted = Arrays.copyOf(leaves, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Fills in the lengths by Huffman's algorithm. Returns whether all are within the limit. */
    private static boolean fill(byte[] lengths, long[] leaves, int limit) {
        int count = leaves.length;
        long[] weights = new long[count - 1];
        int[] parents = new int[2 * count - 1];
        int leaf = 0;
        int inner = 0;
        for (int made = 0; made < count - 1; made++) {
            for (int child = 0; child < 2; child++) {
                boolean takeLeaf = leaf < count && (inner == made || leaves[leaf] >> SYMBOL_BITS <= weights[inner]);
                weights[made] += takeLeaf ? leaves[leaf] >> SYMBOL_BITS : weights[inner];
                parents[takeLeaf ? leaf++ : count + inner++] = count + made;
            }
        }
        int[] depths = new int[2 * count - 1];
        for (int node = 2 * count - 3; node >= 0; node--) {
            depths[node] = depths[parents[node]] + 1;
            if (node < count) {
                if (depths[node] > limit) {
                    return false;
                }
                lengths[(int) leaves[node] & ((1 << SYMBOL_BITS) - 1)] = (byte) depths[node];
            }
        }
        return true;
    }

    private static int[] codes(byte[] lengths) {
        int[] next = new int[MAX_BITS + 2];
        for (byte length : lengths) {
            if (length > 0) {
                next[length + 1]++;
            }
        }
        for (int length = 1; length < next.length; length++) {
            next[length] = (next[length] + next[length - 1]) << 1;
        }
        int[] codes = new int[lengths.length];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (lengths[symbol] > 0) {
                codes[symbol] = Integer.reverse(next[lengths[symbol]]++) >>> (Integer.SIZE - lengths[symbol]);
            }
        }
        return codes;
    }

    boolean has(int symbol) {
        return lengths[symbol] > 0;
    }

    /** Returns the length of a symbol's code; 0 for none. */
    int length(int symbol) {
        return lengths[symbol];
    }

    void write(BitWriter out, int symbol) {
        out.write(codes[symbol], lengths[symbol]);
    }

    byte[] lengths() {
        return lengths.clone();
    }

    /** Returns how many bits symbols with these frequencies take. */
    long bits(int[] frequencies) {
        long bits = 0;
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            bits += (long) frequencies[symbol] * lengths[symbol];
        }
        return bits;
    }
}
