package matryoshka.graph;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The syntax of hosts in a graph: a name or address, perhaps a port, perhaps the beginning of a path; no scheme, user or query. Each has
 * one spelling, so that equal texts are equal hosts.
 */
public final class Host {
    public static final int MAX_LENGTH = 300;

    private static final int MAX_NAME_LENGTH = 253;
    private static final int MAX_PORT = 65_535;
    private static final Pattern PARTS =
            Pattern.compile("(?:\\[([^\\]]*)\\]|([^\\[\\]:/]*))(?::([1-9][0-9]{0,4}))?((?:/[A-Za-z0-9._~-]+)*)");
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*");

    /** A name whose last label looks like a number is an address, or none (WHATWG URL, "ends in a number"). */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

    private Host() {}

    /** Returns whether this is a host in its one spelling: {@code host}, {@code host:port}, or either with a path. */
    public static boolean isHost(String text) {
        Matcher parts = PARTS.matcher(text);
        if (text.length() > MAX_LENGTH || !parts.matches()) {
            return false;
        }
        boolean address = parts.group(1) != null ? Ipv6.isCanonical(parts.group(1)) : isName(parts.group(2));
        String port = parts.group(3);
        return address && (port == null || Integer.parseInt(port) <= MAX_PORT) && hasNoDots(parts.group(4));
    }

    private static boolean isName(String name) {
        if (ENDS_IN_NUMBER.matcher(name).matches()) {
            return IPV4.matcher(name).matches();
        }
        return name.length() <= MAX_NAME_LENGTH && NAME.matcher(name).matches();
    }

    /** Dot segments would let a path mean another one. */
    private static boolean hasNoDots(String path) {
        for (String segment : path.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
