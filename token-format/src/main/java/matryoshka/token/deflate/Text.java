package matryoshka.token.deflate;

import java.util.Arrays;

/**
 * A text and its dictionary, divided into random runs and the zones between them. Only the writer of the text knows where the random runs
 * are. Do not keep it: the bytes may be overwritten.
 */
public final class Text {
    final byte[] bytes;
    final int start;
    final int end;
    private final int[] runs;

    /**
     * Creates a text after its dictionary.
     *
     * @param bytes first the dictionary, then the text
     * @param start where the text starts
     * @param end where the text ends
     * @param runs where each random run starts and ends, in order; runs are parts of the text in base64url, and are not searched for
     *     matches
     */
    public Text(byte[] bytes, int start, int end, int... runs) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.runs = runs.clone();
    }

    int zones() {
        return runs.length / 2 + 1;
    }

    /** The first zone starts with the dictionary. */
    int zoneStart(int zone) {
        return zone == 0 ? 0 : runs[2 * zone - 1];
    }

    int zoneEnd(int zone) {
        return 2 * zone == runs.length ? end : runs[2 * zone];
    }

    /** Returns the zone of a position that is not in a run. */
    int zoneOf(int position) {
        int run = Arrays.binarySearch(runs, position);
        return (run < 0 ? -run - 1 : run + 1) / 2;
    }
}
