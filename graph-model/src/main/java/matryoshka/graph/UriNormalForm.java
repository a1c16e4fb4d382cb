package matryoshka.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The normal form of URIs (RFC 3986 §6.2.2 and §6.2.3), by which equivalent URIs are compared. What is stored, signed and shown keeps its
 * original spelling.
 */
public final class UriNormalForm {
    /** RFC 3986, appendix B, with a scheme: scheme, authority, path, query with its question mark, fragment with its number sign. */
    private static final Pattern URI =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(?://([^/?#]*))?([^?#]*)(\\?[^#]*)?(#.*)?", Pattern.DOTALL);

    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(\\[[^\\]]*+\\]|[^:]*+)(?::(?:0+(?=[0-9]))?([0-9]*+))?", Pattern.DOTALL);
    private static final Pattern TRIPLET = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Map<String, String> DEFAULT_PORTS =
            Map.of("http", "80", "https", "443", "ws", "80", "wss", "443");

    private UriNormalForm() {}

    /** Returns the normal form of a URI; returns any other text unchanged. */
    public static String of(String text) {
        Matcher uri = URI.matcher(text);
        if (!uri.matches()) {
            return text;
        }
        String scheme = uri.group(1).toLowerCase(Locale.ROOT);
        String authority = uri.group(2);
        String path = withPlainTriplets(uri.group(3));
        StringBuilder normal = new StringBuilder(scheme).append(':');
        if (authority != null) {
            normal.append("//").append(authority(scheme, authority));
            path = path.isEmpty() ? "/" : path;
        } else if (scheme.equals("urn")) {
            path = namespace(path);
        }
        if (path.startsWith("/")) {
            path = withoutDotSegments(path);
            // Without an authority, the text after two slashes would be parsed as one (RFC 3986 §3).
            normal.append(authority == null && path.startsWith("//") ? "/." : "");
        }
        normal.append(path);
        for (int part = 4; part <= 5; part++) {
            normal.append(uri.group(part) == null ? "" : withPlainTriplets(uri.group(part)));
        }
        return normal.toString();
    }

    /** Returns whether two texts are equal or spellings of the same URI. */
    public static boolean same(String one, String other) {
        return one.equals(other) || of(one).equals(of(other));
    }

    private static String authority(String scheme, String authority) {
        int user = authority.lastIndexOf('@') + 1;
        Matcher parts = HOST_AND_PORT.matcher(authority.substring(user));
        if (!parts.matches()) {
            return authority;
        }
        // An encoded letter may be upper case, and percent-encodings that remain use upper-case digits.
        String host = withPlainTriplets(withPlainTriplets(parts.group(1)).toLowerCase(Locale.ROOT));
        String port = parts.group(2);
        boolean isDefault = port == null || port.isEmpty() || port.equals(DEFAULT_PORTS.get(scheme));
        return withPlainTriplets(authority.substring(0, user)) + host + (isDefault ? "" : ":" + port);
    }

    /** RFC 8141 §3.1: the namespace of a URN is case-insensitive. */
    private static String namespace(String path) {
        int end = path.indexOf(':');
        return end < 0 ? path : path.substring(0, end).toLowerCase(Locale.ROOT) + path.substring(end);
    }

    /** Percent-encodes only where necessary, with upper-case digits. */
    private static String withPlainTriplets(String part) {
        return TRIPLET.matcher(part).replaceAll(triplet -> {
            char character = (char) Integer.parseInt(triplet.group(1), 16);
            return Matcher.quoteReplacement(
                    isUnreserved(character)
                            ? String.valueOf(character)
                            : triplet.group().toUpperCase(Locale.ROOT));
        });
    }

    /** RFC 3986 §2.3. */
    private static boolean isUnreserved(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || "-._~".indexOf(character) >= 0;
    }

    /** RFC 3986 §5.2.4, for a path that begins with a slash. */
    private static String withoutDotSegments(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int index = 0; index < segments.length; index++) {
            String segment = segments[index];
            boolean isDots = segment.equals(".") || segment.equals("..");
            if (segment.equals("..")) {
                kept.pollLast();
            }
            if (!isDots) {
                kept.addLast(segment);
            } else if (index == segments.length - 1) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }
}
