package matryoshka.cli.issuer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Parameters, encoded as a query or a form body. */
public final class Form {
    private final List<String> pairs = new ArrayList<>();

    public Form with(String name, String value) {
        pairs.add(encoded(name) + "=" + encoded(value));
        return this;
    }

    public String text() {
        return String.join("&", pairs);
    }

    /** Returns the query with its question mark; empty if there are no parameters. */
    public String query() {
        return pairs.isEmpty() ? "" : "?" + text();
    }

    /** Encodes a name as a segment of a path (RFC 3986 §3.3). */
    public static String pathSegment(String name) {
        return encoded(name).replace("+", "%20");
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
