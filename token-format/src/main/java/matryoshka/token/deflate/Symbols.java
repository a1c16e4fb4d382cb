package matryoshka.token.deflate;

/** Encodes lengths and distances as a symbol and extra bits (RFC 1951 §3.2.5). */
final class Symbols {
    static final int END_OF_BLOCK = 256;
    static final int LITERALS_AND_LENGTHS = 286;
    static final int DISTANCES = 30;

    private static final int FIRST_LENGTH = 257;

    private Symbols() {}

    /** Returns the symbol of a match's length, 3 to 258. */
    static int ofLength(int length) {
        return length == Matches.MAX_LENGTH
                ? LITERALS_AND_LENGTHS - 1
                : FIRST_LENGTH + symbol(length - Matches.MIN_LENGTH, 2);
    }

    static int extraBitsOfLength(int length) {
        return length == Matches.MAX_LENGTH ? 0 : extraBits(length - Matches.MIN_LENGTH, 2);
    }

    /** Returns the value of a length's extra bits. */
    static int extraOfLength(int length) {
        return (length - Matches.MIN_LENGTH) & ((1 << extraBitsOfLength(length)) - 1);
    }

    /** Returns the symbol of a distance, 1 to 32 768. */
    static int ofDistance(int distance) {
        return symbol(distance - 1, 1);
    }

    static int extraBitsOfDistance(int distance) {
        return extraBits(distance - 1, 1);
    }

    /** Returns the value of a distance's extra bits. */
    static int extraOfDistance(int distance) {
        return (distance - 1) & ((1 << extraBitsOfDistance(distance)) - 1);
    }

    /**
     * For each number of extra bits there are 2 to the power of {@code log} symbols; twice as many at the beginning, without extra bits.
     */
    private static int symbol(int value, int log) {
        int extra = extraBits(value, log);
        return (extra << log) + (value >> extra);
    }

    private static int extraBits(int value, int log) {
        return Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(value) - 1 - log);
    }
}
