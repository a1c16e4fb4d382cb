package matryoshka.resource;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP URL without query and fragment, in normal form (RFC 3986 §6.2.2 and §6.2.3), so that equal ones are equal.
 *
 * @param segments of the path, at least one: after the first slash, between the others
 */
record TargetUrl(String scheme, String host, int port, List<String> segments) {
    private static final int MAX_CHARS = 8_192;
    private static final int MAX_PORT = 65_535;
    /** Without user information: what precedes an {@code @} is what people are deceived with. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._~-]{1,255})(?::([0-9]{0,5}))?");

    private static final Pattern TRIPLET = Pattern.compile("%([0-9A-Fa-f]{2})");
    /** Servers differ in whether these separate segments. */
    private static final Pattern HIDDEN_SEPARATOR = Pattern.compile("%2F|%5C|%00|\\\\");

    /** Returns the URL; empty if it is not an HTTP URL with a host, or has user information. */
    static Optional<TargetUrl> of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getRawAuthority() == null) {
            return Optional.empty();
        }
        Matcher authority = AUTHORITY.matcher(uri.getRawAuthority());
        if (uri.toString().length() > MAX_CHARS || !authority.matches()) {
            return Optional.empty();
        }
        int port = port(scheme, authority.group(2));
        return port > MAX_PORT
                ? Optional.empty()
                : Optional.of(new TargetUrl(
                        scheme, authority.group(1).toLowerCase(Locale.ROOT), port, segments(uri.getRawPath())));
    }

    /** Returns the URL that a text denotes; empty also if it is malformed. */
    static Optional<TargetUrl> parse(String text) {
        try {
            return of(URI.create(text));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Returns whether a server might read the path otherwise than it is read here, and so leave a prefix. */
    boolean isAmbiguous() {
        return segments.stream()
                .anyMatch(segment -> HIDDEN_SEPARATOR.matcher(segment).find() || isDots(segment.split(";", 2)[0]));
    }

    private static int port(String scheme, @Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return scheme.equals("https") ? 443 : 80;
        }
        return Integer.parseInt(digits);
    }

    /** Splits a path and removes dot segments (RFC 3986 §5.2.4). */
    private static List<String> segments(@Nullable String path) {
        List<String> kept = new ArrayList<>();
        String[] all = path == null || path.isEmpty()
                ? new String[] {""}
                : path.substring(1).split("/", -1);
        for (int i = 0; i < all.length; i++) {
            String segment = withPlainTriplets(all[i]);
            if (segment.equals("..") && !kept.isEmpty()) {
                kept.remove(kept.size() - 1);
            }
            if (!isDots(segment)) {
                kept.add(segment);
            } else if (i == all.length - 1) {
                kept.add("");
            }
        }
        return List.copyOf(kept);
    }

    private static boolean isDots(String segment) {
        return segment.equals(".") || segment.equals("..");
    }

    /** Percent-encodes only where necessary, with upper-case digits. */
    private static String withPlainTriplets(String segment) {
        return TRIPLET.matcher(segment).replaceAll(triplet -> {
            char character = (char) Integer.parseInt(triplet.group(1), 16);
            boolean isUnreserved =
                    character < 128 && (Character.isLetterOrDigit(character) || "-._~".indexOf(character) >= 0);
            return Matcher.quoteReplacement(
                    isUnreserved ? String.valueOf(character) : triplet.group().toUpperCase(Locale.ROOT));
        });
    }
}
