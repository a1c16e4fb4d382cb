package matryoshka.token.deflate;

/** The expected frequency of each symbol of a block. */
final class Frequencies {
    private static final int BASE64URL = 64;

    final int[] literals = new int[Symbols.LITERALS_AND_LENGTHS];
    final int[] distances = new int[Symbols.DISTANCES];

    Frequencies() {
        literals[Symbols.END_OF_BLOCK] = 1;
    }

    private Frequencies(Frequencies of) {
        System.arraycopy(of.literals, 0, literals, 0, literals.length);
        System.arraycopy(of.distances, 0, distances, 0, distances.length);
    }

    void literals(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            literals[bytes[i] & 0xFF]++;
        }
    }

    /** Counts the characters of random runs as equally frequent, since another text has different ones. */
    void spread(Text text) {
        int random = 0;
        for (int zone = 1; zone < text.zones(); zone++) {
            for (int i = text.zoneEnd(zone - 1); i < text.zoneStart(zone); i++) {
                int symbol = text.bytes[i] & 0xFF;
                literals[symbol] = Math.max(1, literals[symbol] - 1);
                random++;
            }
        }
        int each = Math.max(1, (random + BASE64URL / 2) / BASE64URL);
        add('0', '9', each);
        add('A', 'Z', each);
        add('a', 'z', each);
        add('-', '-', each);
        add('_', '_', each);
    }

    private void add(char first, char last, int each) {
        for (int character = first; character <= last; character++) {
            literals[character] += each;
        }
    }

    /**
     * Counts a match.
     *
     * @param play by how much its distance may differ in another text; the distances in that range get a code as well
     */
    void match(int length, int distance, int play) {
        literals[Symbols.ofLength(length)]++;
        distances[Symbols.ofDistance(distance)]++;
        atLeastOne(Math.max(1, distance - play));
        atLeastOne(Math.min(Matches.MAX_DISTANCE, distance + play));
    }

    private void atLeastOne(int distance) {
        int symbol = Symbols.ofDistance(distance);
        distances[symbol] = Math.max(1, distances[symbol]);
    }

    /** Returns equal frequencies for all digits, all upper-case and all lower-case letters: the header of such a code is short. */
    Frequencies levelled() {
        Frequencies levelled = new Frequencies(this);
        levelled.level('0', '9');
        levelled.level('A', 'Z');
        levelled.level('a', 'z');
        return levelled;
    }

    private void level(char first, char last) {
        int count = last - first + 1;
        int sum = 0;
        for (int character = first; character <= last; character++) {
            sum += literals[character];
        }
        for (int character = first; character <= last; character++) {
            literals[character] = Math.max(1, (sum + count / 2) / count);
        }
    }
}
