package matryoshka.token.deflate;

import java.util.Arrays;

/**
 * Finds the matches of a text: repetitions of what occurred before, in the text or in its dictionary. Searches as zlib does, with hash
 * chains, and checks the next position before it uses a match.
 */
final class Matches {
    static final int MIN_LENGTH = 3;
    static final int MAX_LENGTH = 258;

    /** RFC 1951 §2. */
    static final int MAX_DISTANCE = 32_768;

    /** For each match: its position, its length, and the position of its source. */
    static final int INTS = 3;

    /** By how many characters the random runs between source and target of a match may grow before it is out of reach. */
    private static final int PLAY = 256;

    /** From further away, a match of the minimum length takes more bits than literals do. */
    private static final int MAX_DISTANCE_OF_SHORTEST = 4096;

    /** Matches of this length are used without checking the next position. */
    private static final int LONG = 64;

    private static final int MAX_CANDIDATES = 32;
    private static final int HASH_BITS = 12;
    private static final int NONE = -1;

    /** Stands for the bytes of random runs, and is not a byte. */
    private static final char RANDOM = 256;

    private final int start;
    private final char[] symbols;
    private final int[] latest = new int[1 << HASH_BITS];
    private final int[] earlier;
    private int[] found = new int[64 * INTS];
    private int count;
    private int length;
    private int source;

    private Matches(Text text) {
        start = text.start;
        symbols = new char[text.end];
        earlier = new int[text.end];
        Arrays.fill(latest, NONE);
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = (char) (text.bytes[i] & 0xFF);
        }
        for (int zone = 1; zone < text.zones(); zone++) {
            Arrays.fill(symbols, text.zoneEnd(zone - 1), text.zoneStart(zone), RANDOM);
        }
    }

    /** Returns all of them in order, with {@link #INTS} numbers each. */
    static int[] of(Text text) {
        Matches matches = new Matches(text);
        for (int zone = 0; zone < text.zones(); zone++) {
            matches.find(text.zoneStart(zone), text.zoneEnd(zone));
        }
        return Arrays.copyOf(matches.found, matches.count);
    }

    private void find(int from, int to) {
        int position = Math.max(from, start);
        enter(from, position, to);
        while (position + MIN_LENGTH <= to) {
            longest(position, to);
            int here = length;
            int hereSource = source;
            enter(position, position + 1, to);
            if (here == 0 || (here < LONG && isLongerAt(position + 1, here, to))) {
                position++;
            } else {
                add(position, here, hereSource);
                enter(position + 1, position + here, to);
                position += here;
            }
        }
    }

    private boolean isLongerAt(int position, int than, int to) {
        if (position + MIN_LENGTH > to) {
            return false;
        }
        longest(position, to);
        return length > than;
    }

    /** Stores the longest match at a position in {@link #length} and {@link #source}: the nearest among equals; 0 for none. */
    private void longest(int position, int to) {
        length = 0;
        int limit = Math.min(MAX_LENGTH, to - position);
        int candidate = latest[hash(position)];
        for (int i = 0;
                i < MAX_CANDIDATES && candidate != NONE && position - candidate <= MAX_DISTANCE - PLAY;
                i++, candidate = earlier[candidate]) {
            // A longer one must continue where the best one so far ends.
            if (symbols[candidate + length] == symbols[position + length]) {
                int same = same(candidate, position, limit);
                if (same > length && (same > MIN_LENGTH || isNear(same, position - candidate))) {
                    length = same;
                    source = candidate;
                    if (same == limit) {
                        return;
                    }
                }
            }
        }
    }

    private int same(int candidate, int position, int limit) {
        int same = 0;
        while (same < limit && symbols[candidate + same] == symbols[position + same]) {
            same++;
        }
        return same;
    }

    private static boolean isNear(int matched, int distance) {
        return matched == MIN_LENGTH && distance <= MAX_DISTANCE_OF_SHORTEST;
    }

    /** Makes positions sources of later matches. */
    private void enter(int from, int until, int to) {
        for (int position = from; position < Math.min(until, to - MIN_LENGTH + 1); position++) {
            int hash = hash(position);
            earlier[position] = latest[hash];
            latest[hash] = position;
        }
    }

    private int hash(int position) {
        int three = symbols[position] << 16 | symbols[position + 1] << 8 | symbols[position + 2];
        return (three * 0x9E3779B1) >>> (Integer.SIZE - HASH_BITS);
    }

    private void add(int position, int matched, int from) {
        if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = position;
        found[count++] = matched;
        found[count++] = from;
    }
}
