package matryoshka.service.platform.http;

import matryoshka.graph.Names;
import matryoshka.service.platform.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/** Parses query parameters. A malformed value is a 400 that names the parameter. */
public final class QueryParameters {
    private static final int MAX_TEXT_LENGTH = 1_000;

    /** {@code true}: says what a change would do, and changes nothing. */
    public static final String DRY_RUN = "dry_run";

    private QueryParameters() {}

    /** Parses a version number. */
    public static long version(String name, String value) {
        return VersionNumbers.parse(value).orElseThrow(() -> malformed(name, "must be a version number"));
    }

    /** Parses a whole number that is not negative. */
    public static long wholeNumber(String name, String value) {
        return VersionNumbers.parse(value).orElseThrow(() -> malformed(name, "must be a whole number"));
    }

    /** Parses a whole number in a range. */
    public static int number(String name, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, like every other value out of range.
        }
        throw malformed(name, "must be a whole number from " + least + " to " + most);
    }

    /** Parses {@code true} or {@code false}; an absent parameter is false, and the bare name is true. */
    public static boolean flag(String name, @Nullable String value) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true") || value.isEmpty()) {
            return true;
        }
        throw malformed(name, "must be true or false");
    }

    /** Checks a text that will be stored: not too long, and without characters that a database refuses; null if absent or empty. */
    public static @Nullable String text(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        boolean sound = value.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE);
        if (value.length() > MAX_TEXT_LENGTH || !sound) {
            throw malformed(name, "must be a text of at most " + MAX_TEXT_LENGTH + " characters");
        }
        return value;
    }

    /** Parses the name of a service or client. */
    public static String name(String name, String value) {
        if (!Names.isName(value)) {
            throw malformed(name, "must be a name");
        }
        return value;
    }

    /** Returns a required value. */
    public static String required(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw ProblemException.of(400, "The query parameter '" + name + "' is missing.");
        }
        return value;
    }

    private static ProblemException malformed(String name, String rule) {
        return ProblemException.of(400, "The query parameter '" + name + "' " + rule + ".");
    }
}
