package matryoshka.service.platform.http;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers of graph versions as text: in queries, forms, entity tags and event ids. There is one spelling of each. */
public final class VersionNumbers {
    /** The pattern of a number, to be part of others. Such a number is a {@code long}. */
    public static final String PATTERN = "(?:0|[1-9][0-9]{0,17})";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);

    private VersionNumbers() {}

    /** Parses a number; empty for any other text. */
    public static OptionalLong parse(String text) {
        return WHOLE.matcher(text).matches() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
