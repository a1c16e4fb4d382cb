package matryoshka.service.platform.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The media types that this application consumes or produces. No other part of a request's media types may reach Jersey, which remembers
 * every {@code Content-Type} forever, and every {@code Accept} for seconds, of whatever length.
 */
final class KnownMediaTypes {
    /** Stands for all types that no resource consumes or produces. */
    static final String OTHER = "application/octet-stream";

    /** Matches a type and subtype without parameters. */
    private static final Pattern RANGE = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]++/[!#$%&'*+.^_`|~0-9a-z-]++");

    /** More than these never decide anything. */
    private static final int MAX_ACCEPTED = 8;

    private static final Set<String> TAKEN = Set.of(
            "application/x-www-form-urlencoded",
            "application/json",
            "application/merge-patch+json",
            "application/merge-patch+yaml",
            "application/yaml",
            "application/x-yaml",
            "text/yaml",
            "text/x-yaml");

    private static final Set<String> GIVEN = Set.of(
            "*/*",
            "application/*",
            "text/*",
            "application/json",
            "application/problem+json",
            "application/jwk-set+json",
            "application/jwt",
            "application/statuslist+jwt",
            "application/status-summary+jwt",
            "application/token-introspection+jwt",
            "application/yaml",
            "application/x-yaml",
            "text/yaml",
            "text/x-yaml",
            "text/event-stream",
            "text/html",
            "text/plain",
            "text/vnd.graphviz",
            "text/vnd.mermaid");

    private record Accepted(String type, double quality) {
        @Override
        public String toString() {
            return quality == 1 ? type : type + ";q=" + quality;
        }
    }

    private KnownMediaTypes() {}

    static boolean isTaken(String type) {
        return TAKEN.contains(type);
    }

    static boolean isGiven(String type) {
        return GIVEN.contains(type);
    }

    /** Returns a {@code Content-Type} (RFC 9110 §8.3) unchanged if its type is known, else {@link #OTHER}. */
    static String contentType(String header) {
        return isTaken(name(header)) ? header : OTHER;
    }

    /** Returns the known types of an {@code Accept} (RFC 9110 §12.5.1), preferred ones first. */
    static String accept(String header) {
        List<Accepted> known = new ArrayList<>();
        for (String element : header.split(",", -1)) {
            String type = name(element);
            if (isGiven(type)
                    && known.stream().noneMatch(earlier -> earlier.type().equals(type))) {
                known.add(new Accepted(type, quality(element)));
            }
        }
        known.sort(Comparator.comparingDouble(Accepted::quality).reversed());
        List<String> preferred =
                known.stream().limit(MAX_ACCEPTED).map(Accepted::toString).toList();
        return preferred.isEmpty() ? OTHER : String.join(", ", preferred);
    }

    /** Returns whether an {@code Accept} names at least one media range (RFC 9110 §12.5.1), even one that no resource produces. */
    static boolean isReadable(String header) {
        return Stream.of(header.split(",", -1))
                .anyMatch(element -> RANGE.matcher(name(element)).matches());
    }

    private static String name(String value) {
        int parameters = value.indexOf(';');
        return (parameters < 0 ? value : value.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /** A malformed weight counts as none, as a missing one does. */
    private static double quality(String element) {
        for (String parameter : element.split(";", -1)) {
            String text = parameter.strip().toLowerCase(Locale.ROOT);
            if (text.matches("q=[01](\\.[0-9]{0,3})?")) {
                return Math.min(1, Double.parseDouble(text.substring(2)));
            }
        }
        return 1;
    }
}
