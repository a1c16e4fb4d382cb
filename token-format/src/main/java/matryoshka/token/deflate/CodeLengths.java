package matryoshka.token.deflate;

import java.util.Arrays;

/** The lengths of two codes as in the header of a dynamic block: in runs, encoded with a third code (RFC 1951 §3.2.7). Immutable. */
final class CodeLengths {
    /** The order of the lengths of the third code. */
    private static final byte[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int REPEAT = 16;
    private static final int ZEROS = 17;
    private static final int MANY_ZEROS = 18;
    private static final int MAX_BITS = 7;

    private static final int MIN_LITERALS = 257;
    private static final int MIN_DISTANCES = 1;
    private static final int MIN_LENGTHS = 4;

    private final int literals;
    private final int distances;
    private final int lengths;
    private final HuffmanCode code;
    /** Symbols of the third code, each with the value of its extra bits above. */
    private final int[] runs;

    CodeLengths(byte[] literalLengths, byte[] distanceLengths) {
        literals = used(literalLengths, MIN_LITERALS);
        distances = used(distanceLengths, MIN_DISTANCES);
        byte[] all = Arrays.copyOf(literalLengths, literals + distances);
        System.arraycopy(distanceLengths, 0, all, literals, distances);
        runs = runs(all);
        int[] frequencies = new int[ORDER.length];
        for (int run : runs) {
            frequencies[symbol(run)]++;
        }
        code = HuffmanCode.ofFrequencies(frequencies, MAX_BITS);
        int last = ORDER.length;
        while (last > MIN_LENGTHS && !code.has(ORDER[last - 1])) {
            last--;
        }
        lengths = last;
    }

    private static int used(byte[] lengths, int min) {
        int used = lengths.length;
        while (used > min && lengths[used - 1] == 0) {
            used--;
        }
        return used;
    }

    private static int[] runs(byte[] lengths) {
        int[] runs = new int[lengths.length];
        int count = 0;
        for (int i = 0; i < lengths.length; ) {
            int run = 1;
            while (i + run < lengths.length && lengths[i + run] == lengths[i]) {
                run++;
            }
            i += run;
            if (lengths[i - 1] == 0) {
                for (; run >= 11; run -= Math.min(run, 138)) {
                    runs[count++] = run(MANY_ZEROS, Math.min(run, 138) - 11);
                }
                if (run >= 3) {
                    runs[count++] = run(ZEROS, run - 3);
                    run = 0;
                }
            } else {
                runs[count++] = lengths[i - 1];
                for (run--; run >= 3; run -= Math.min(run, 6)) {
                    runs[count++] = run(REPEAT, Math.min(run, 6) - 3);
                }
            }
            for (; run > 0; run--) {
                runs[count++] = lengths[i - 1];
            }
        }
        return Arrays.copyOf(runs, count);
    }

    private static int run(int symbol, int extra) {
        return extra << Byte.SIZE | symbol;
    }

    private static int symbol(int run) {
        return run & 0xFF;
    }

    private static int extraBits(int symbol) {
        return switch (symbol) {
            case REPEAT -> 2;
            case ZEROS -> 3;
            case MANY_ZEROS -> 7;
            default -> 0;
        };
    }

    void write(BitWriter out) {
        out.write(literals - MIN_LITERALS, 5);
        out.write(distances - MIN_DISTANCES, 5);
        out.write(lengths - MIN_LENGTHS, 4);
        for (int i = 0; i < lengths; i++) {
            out.write(code.length(ORDER[i]), 3);
        }
        for (int run : runs) {
            code.write(out, symbol(run));
            out.write(run >> Byte.SIZE, extraBits(symbol(run)));
        }
    }

    long bits() {
        long bits = 14 + 3L * lengths;
        for (int run : runs) {
            bits += code.length(symbol(run)) + extraBits(symbol(run));
        }
        return bits;
    }
}
