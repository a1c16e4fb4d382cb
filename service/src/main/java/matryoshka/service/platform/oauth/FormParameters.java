package matryoshka.service.platform.oauth;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request to an OAuth endpoint. A parameter that is too long, malformed or repeated is an error, not absent.
 *
 * <p>An empty parameter counts as omitted (RFC 6749 §3.2), whatever its name; only the message of {@link #require} distinguishes the two.
 */
public final class FormParameters {
    /** More than any client needs, and few enough to keep parsing cheap. */
    private static final int MAX_PARAMETERS = 100;

    /** RFC 8693 §2.1 and RFC 8707 §2 allow these to be repeated; RFC 6749 §3.2 allows no other. */
    private static final Set<String> REPEATABLE = Set.of("audience", "resource");

    private final Map<String, List<String>> values;

    private FormParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Parses a body of type {@code application/x-www-form-urlencoded}.
     *
     * @throws OAuthErrorException {@code invalid_request} if a parameter is malformed or repeated, or if there are too many;
     *     {@code invalid_scope} and {@code invalid_client} for control characters in a scope and in an assertion
     */
    public static FormParameters parse(byte[] body) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int count = 0;
        for (int start = 0; start < body.length; ) {
            int end = indexOf(body, '&', start, body.length);
            if (end > start) {
                if (++count > MAX_PARAMETERS) {
                    throw OAuthErrorException.invalidRequest("The request has more than 100 parameters.");
                }
                add(values, body, start, end);
            }
            start = end + 1;
        }
        return new FormParameters(values);
    }

    /** Returns the parameters of a request that may have no body; none in that case. */
    public static FormParameters orNone(@Nullable FormParameters form) {
        return form == null ? new FormParameters(Map.of()) : form;
    }

    /** Returns the parameters of a request without a body that names a client in its URL; none for null. */
    public static FormParameters naming(@Nullable String clientId) {
        return new FormParameters(clientId == null ? Map.of() : Map.of("client_id", List.of(clientId)));
    }

    /** Returns the value of an optional parameter; nothing if it is empty. */
    public Optional<String> value(String name) {
        return values(name).stream().findFirst();
    }

    /** Returns all values of a repeatable parameter, in order, without empty ones. */
    public List<String> values(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Returns the nonempty parameters that OAuth does not define: those that dependencies may require. */
    public SortedMap<String, String> others() {
        SortedMap<String, String> others = new TreeMap<>();
        values.forEach((name, given) -> {
            if (!OAuthParameters.NAMES.contains(name) && !given.get(0).isEmpty()) {
                others.put(name, given.get(0));
            }
        });
        return others;
    }

    /**
     * Returns the value of a required parameter.
     *
     * @throws OAuthErrorException {@code invalid_request} if it is absent or empty
     */
    public String require(String name) {
        return value(name)
                .orElseThrow(() -> OAuthErrorException.invalidRequest(
                        values.containsKey(name) ? "'" + name + "' is empty." : "'" + name + "' is missing."));
    }

    /** Shows names only, since values contain secrets and tokens. */
    @Override
    public String toString() {
        return "FormParameters" + values.keySet();
    }

    private static void add(Map<String, List<String>> values, byte[] body, int start, int end) {
        int equals = indexOf(body, '=', start, end);
        String name = decode(body, start, equals, "a parameter's name");
        String value = decode(body, Math.min(equals + 1, end), end, "'" + name + "'");
        if (FormDecoder.hasControlCharacters(name)) {
            throw OAuthErrorException.invalidRequest("The name of a parameter contains control characters.");
        }
        if (FormDecoder.hasControlCharacters(value)) {
            throw controlCharacters(name);
        }
        List<String> known = values.computeIfAbsent(name, absent -> new ArrayList<>(1));
        if (!known.isEmpty() && !REPEATABLE.contains(name)) {
            throw OAuthErrorException.invalidRequest("'" + name + "' appears more than once.");
        }
        known.add(value);
    }

    private static OAuthErrorException controlCharacters(String name) {
        return switch (name) {
            // Like every other malformed assertion.
            case "client_assertion" -> new OAuthErrorException(OAuthError.INVALID_CLIENT);
            case "scope" -> new OAuthErrorException(OAuthError.INVALID_SCOPE, "'scope' contains control characters.");
            default -> OAuthErrorException.invalidRequest("'" + name + "' contains control characters.");
        };
    }

    private static String decode(byte[] body, int from, int to, String what) {
        try {
            return FormDecoder.decode(body, from, to);
        } catch (CharacterCodingException malformed) {
            throw OAuthErrorException.invalidRequest("The encoding of " + what + " is malformed.");
        }
    }

    private static int indexOf(byte[] body, char wanted, int from, int to) {
        int at = from;
        while (at < to && body[at] != wanted) {
            at++;
        }
        return at;
    }
}
