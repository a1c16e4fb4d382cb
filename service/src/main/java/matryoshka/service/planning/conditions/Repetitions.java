package matryoshka.service.planning.conditions;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts how often a pattern repeats its most repeated part, where {@code (a{9}){9}} counts as 81. Makes one pass over the text, which need
 * not be a valid pattern. Where the syntax is ambiguous, counts more rather than less.
 */
final class Repetitions {
    private static final Pattern COUNT = Pattern.compile("\\{([0-9]+)(,([0-9]*))?}");
    private static final Pattern CLASS =
            Pattern.compile("\\[\\^?]?(\\[:\\^?[a-z]+:]|\\\\.|[^]\\\\])*]", Pattern.DOTALL);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(Q.*?(\\\\E|$)|[pPx]\\{[^}]*}|.)", Pattern.DOTALL);
    private static final Pattern FLAGS = Pattern.compile("\\(\\?[A-Za-z-]*\\)");
    /** More than the limit, and far from overflowing a long. */
    private static final long MANY = 1_000_000;

    private final Deque<Long> outside = new ArrayDeque<>();
    private long inGroup = 1;
    private long last = 1;

    private Repetitions() {}

    static long most(String pattern) {
        Repetitions repetitions = new Repetitions();
        int at = 0;
        while (at < pattern.length()) {
            at = repetitions.take(pattern, at);
        }
        while (!repetitions.outside.isEmpty()) {
            repetitions.close();
        }
        return repetitions.inGroup;
    }

    /** Reads the part that starts here; returns where the next one starts. */
    private int take(String pattern, int at) {
        return switch (pattern.charAt(at)) {
            case '(' -> open(pattern, at);
            case ')' -> {
                close();
                yield at + 1;
            }
            case '{' -> repeat(pattern, at);
            case '*', '+', '?' -> at + 1;
            case '[' -> single(CLASS, pattern, at);
            case '\\' -> single(ESCAPE, pattern, at);
            default -> {
                last = 1;
                yield at + 1;
            }
        };
    }

    private int open(String pattern, int at) {
        Matcher flags = FLAGS.matcher(pattern).region(at, pattern.length());
        if (flags.lookingAt()) {
            return flags.end(); // matches nothing itself: braces after it repeat what precedes it
        }
        outside.push(inGroup);
        inGroup = 1;
        last = 1;
        return at + 1;
    }

    private void close() {
        last = inGroup;
        if (!outside.isEmpty()) {
            inGroup = Math.max(outside.pop(), last);
        }
    }

    private int repeat(String pattern, int at) {
        Matcher count = COUNT.matcher(pattern).region(at, pattern.length());
        if (!count.lookingAt()) {
            last = 1;
            return at + 1;
        }
        String most = count.group(3) == null || count.group(3).isEmpty() ? count.group(1) : count.group(3);
        last = Math.min(MANY, last * Math.max(1, most.length() > 6 ? MANY : Long.parseLong(most)));
        inGroup = Math.max(inGroup, last);
        return count.end();
    }

    /** Reads a part that counts as one, however it is written. */
    private int single(Pattern part, String pattern, int at) {
        last = 1;
        Matcher whole = part.matcher(pattern).region(at, pattern.length());
        return whole.lookingAt() ? whole.end() : at + 1;
    }
}
