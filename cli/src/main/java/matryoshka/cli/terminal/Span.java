package matryoshka.cli.terminal;

/** Formats durations for people: the two largest relevant units. */
public final class Span {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Span() {}

    /** For example {@code 45s}, {@code 4m59s}, {@code 1h}, {@code 2d3h}; at least 0 seconds. */
    public static String of(long seconds) {
        if (seconds < MINUTE) {
            return seconds + "s";
        }
        if (seconds < HOUR) {
            return two(seconds / MINUTE, "m", seconds % MINUTE, "s");
        }
        if (seconds < DAY) {
            return two(seconds / HOUR, "h", seconds % HOUR / MINUTE, "m");
        }
        return two(seconds / DAY, "d", seconds % DAY / HOUR, "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : small + smallUnit);
    }
}
