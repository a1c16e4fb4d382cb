package matryoshka.service.start.settings;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a PostgreSQL database, in either spelling: the JDBC driver's, or libpq's, which hosting platforms provide. Both may name
 * several hosts, separated by commas. No message quotes any part of a URL, since a password may stand where nobody expects it.
 *
 * @param jdbc the same in the JDBC driver's spelling, without user and password
 * @param hosts how many hosts it names
 * @param parameters its parameters, with the JDBC driver's names
 */
record DatabaseUrl(
        String jdbc,
        int hosts,
        Map<String, String> parameters,
        @Nullable String user,
        @Nullable String password) {
    private static final String JDBC = "jdbc:postgresql:";
    private static final Pattern PARTS = Pattern.compile("//([^/?#]*)(?:/([^?#]*))?(?:\\?([^#]*))?");
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+(?:%25[A-Za-z0-9._-]+)?])(?::([0-9]{1,5}))?");

    /**
     * Parses it.
     *
     * @param setting the name of the setting, for messages
     * @throws IllegalArgumentException if it cannot be used; the message says why, and quotes nothing
     */
    static DatabaseUrl parse(String url, String setting) {
        try {
            return url.startsWith(JDBC) ? jdbc(url) : libpq(url);
        } catch (InvalidUrlException invalid) {
            throw new IllegalArgumentException(setting + " " + invalid.getMessage() + ".");
        }
    }

    private static DatabaseUrl jdbc(String url) {
        if (!url.startsWith(JDBC + "//")) {
            throw wrong("must name a host: jdbc:postgresql://host:port/name");
        }
        Matcher parts = parts(url.substring(JDBC.length()));
        Map<String, String> parameters = parameters(parts.group(3), true);
        LibpqParameters.checkNotAmong(parameters.keySet());
        if (parts.group(1).contains("@")) {
            throw wrong("must not have a user or password before the host: jdbc: URLs do not allow that. Use"
                    + " postgres://user:password@host:port/name, or set DATABASE_USER and DATABASE_PASSWORD");
        }
        return of(parts.group(1), parts.group(2), parameters, null);
    }

    private static DatabaseUrl libpq(String url) {
        if (!url.startsWith("postgres://") && !url.startsWith("postgresql://")) {
            throw malformed();
        }
        Matcher parts = parts(url.substring(url.indexOf(':') + 1));
        String authority = parts.group(1);
        int end = authority.lastIndexOf('@');
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters(parts.group(3), false)
                .forEach((name, value) ->
                        parameters.put(LibpqParameters.jdbcName(name), LibpqParameters.jdbcValue(name, value)));
        return of(
                authority.substring(end + 1), parts.group(2), parameters, end < 0 ? null : authority.substring(0, end));
    }

    private static DatabaseUrl of(
            String hosts, @Nullable String database, Map<String, String> parameters, @Nullable String userInfo) {
        if (database == null || database.isEmpty() || database.contains("/") || database.contains("@")) {
            throw malformed();
        }
        String[] each = hosts.split(",", -1);
        for (int i = 0; i < each.length; i++) {
            checkHost(each[i], i + 1);
        }
        String[] login = userInfo == null ? new String[0] : userInfo.split(":", 2);
        Optional<String> user = Optional.ofNullable(parameters.remove("user"));
        Optional<String> password = Optional.ofNullable(parameters.remove("password"));
        return new DatabaseUrl(
                JDBC + "//" + hosts + "/" + database + query(parameters),
                each.length,
                Map.copyOf(parameters),
                user.orElse(login.length > 0 ? percentDecoded(login[0]) : null),
                password.orElse(login.length > 1 ? percentDecoded(login[1]) : null));
    }

    private static Matcher parts(String rest) {
        Matcher parts = PARTS.matcher(rest);
        if (!parts.matches() || rest.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw malformed();
        }
        return parts;
    }

    private static void checkHost(String host, int position) {
        Matcher matcher = HOST.matcher(host);
        if (!matcher.matches()) {
            throw wrong("has no valid host at position " + position
                    + " of its hosts: each is host or host:port, separated by commas. Unix sockets are not supported");
        }
        if (matcher.group(1) != null && !isPort(Integer.parseInt(matcher.group(1)))) {
            throw wrong("has no valid port at position " + position + " of its hosts");
        }
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65_535;
    }

    private static Map<String, String> parameters(@Nullable String query, boolean isForm) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] both = parameter.split("=", 2);
            if (both.length < 2 || !both[0].matches("[A-Za-z0-9_.-]+")) {
                throw malformed();
            }
            parameters.put(both[0], isForm ? formDecoded(both[1]) : percentDecoded(both[1]));
        }
        return parameters;
    }

    private static String query(Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return query.toString();
    }

    /** RFC 3986 §2.1: only percent signs mean something, where a form also has "+" for a space. */
    private static String percentDecoded(String text) {
        return formDecoded(text.replace("+", "%2B"));
    }

    private static String formDecoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException quoting) {
            // Its message quotes the text.
            throw malformed();
        }
    }

    private static InvalidUrlException malformed() {
        return wrong(
                "must be embedded:, jdbc:postgresql://host:port/name or postgres://user:password@host:port/name, with"
                        + " special characters in it percent-encoded; several hosts are separated by commas");
    }

    private static InvalidUrlException wrong(String fault) {
        return new InvalidUrlException(fault);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return jdbc;
    }
}
