package matryoshka.graph.dot;

import java.util.function.IntFunction;

/**
 * Makes text safe to show in a diagram. Replaces characters that no output format can carry, or that reorder the text around them, by
 * U+FFFD. Truncates text that is longer than any name or description: Graphviz refuses strings of more than 16 KiB.
 */
final class Legible {
    private static final int REPLACEMENT = 0xFFFD;
    private static final int MAX_LENGTH = 2_000;

    private Legible() {}

    /** Rewrites a text character by character; line breaks remain, as {@code '\n'}. */
    static String rewrite(String text, IntFunction<String> escape) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 16);
        text.codePoints().limit(MAX_LENGTH).forEach(character -> safe.append(escape.apply(legible(character))));
        if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
            safe.append(escape.apply('…'));
        }
        return safe.toString();
    }

    private static int legible(int character) {
        boolean carried = character == '\n'
                || !(Character.isISOControl(character)
                        || Character.getType(character) == Character.SURROGATE
                        || (character & 0xFFFE) == 0xFFFE
                        || isDirectional(character));
        return carried ? character : REPLACEMENT;
    }

    /** Matches characters that change the direction of others, but not letters written from right to left. */
    private static boolean isDirectional(int character) {
        return (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069)
                || character == 0x2028
                || character == 0x2029;
    }
}
