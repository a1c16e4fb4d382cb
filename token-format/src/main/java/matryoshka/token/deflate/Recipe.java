package matryoshka.token.deflate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How to deflate a text: its matches, and the code of its block. A recipe works for every text whose zones have the same lengths and in
 * which the same matches hold, whatever the random runs contain and however long they are. Immutable.
 */
final class Recipe {
    /** For each match: zone and offset of its target, its length, zone and offset of its source. */
    private static final int INTS = 5;

    /** By about how many characters random runs grow and shrink from text to text. */
    private static final int PLAY = 16;

    private final int[] zoneLengths;
    private final int[] matches;
    private final BlockCode code;

    private Recipe(int[] zoneLengths, int[] matches, BlockCode code) {
        this.zoneLengths = zoneLengths;
        this.matches = matches;
        this.code = code;
    }

    /** Returns the recipe for this text. */
    static Recipe of(Text text) {
        int[] found = Matches.of(text);
        int[] matches = new int[found.length / Matches.INTS * INTS];
        Frequencies frequencies = new Frequencies();
        int position = text.start;
        for (int i = 0, out = 0; i < found.length; i += Matches.INTS, out += INTS) {
            int target = found[i];
            int length = found[i + 1];
            int source = found[i + 2];
            place(matches, out, text, target);
            matches[out + 2] = length;
            place(matches, out + 3, text, source);
            frequencies.literals(text.bytes, position, target);
            frequencies.match(length, target - source, matches[out] == matches[out + 3] ? 0 : PLAY);
            position = target + length;
        }
        frequencies.literals(text.bytes, position, text.end);
        frequencies.spread(text);
        return new Recipe(zoneLengths(text), matches, BlockCode.of(frequencies));
    }

    private static void place(int[] matches, int out, Text text, int position) {
        int zone = text.zoneOf(position);
        matches[out] = zone;
        matches[out + 1] = position - text.zoneStart(zone);
    }

    private static int[] zoneLengths(Text text) {
        int[] lengths = new int[text.zones()];
        for (int zone = 0; zone < lengths.length; zone++) {
            lengths[zone] = text.zoneEnd(zone) - text.zoneStart(zone);
        }
        return lengths;
    }

    /** Returns the raw DEFLATE stream of a text; null if it needs another recipe. */
    byte @Nullable [] deflate(Text text) {
        if (!Arrays.equals(zoneLengths, zoneLengths(text))) {
            return null;
        }
        BitWriter out = new BitWriter((text.end - text.start) / 2);
        code.begin(out);
        int position = text.start;
        for (int i = 0; i < matches.length; i += INTS) {
            int target = text.zoneStart(matches[i]) + matches[i + 1];
            int length = matches[i + 2];
            int source = text.zoneStart(matches[i + 3]) + matches[i + 4];
            if (target - source > Matches.MAX_DISTANCE
                    || !Arrays.equals(text.bytes, target, target + length, text.bytes, source, source + length)
                    || !code.literals(out, text.bytes, position, target)
                    || !code.match(out, length, target - source)) {
                return null;
            }
            position = target + length;
        }
        if (!code.literals(out, text.bytes, position, text.end)) {
            return null;
        }
        code.end(out);
        return out.toByteArray();
    }
}
