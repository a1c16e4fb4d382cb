package matryoshka.token;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads members of a JSON object with the required types. */
final class ClaimReader {
    /** From here on, a double has no useful fractions. */
    private static final double MAX_FRACTION = 1e15;

    private final Map<String, Object> members;

    /** A member is missing or has the wrong type. The message names it, but never its value. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private Malformed(String name) {
            super("missing or of the wrong type: " + name);
        }
    }

    /** @param members as a parser of JSON would return them: whole numbers are {@code Long} */
    ClaimReader(Map<String, Object> members) {
        this.members = members;
    }

    static ClaimReader parse(byte[] json) throws Malformed {
        return parse(new String(json, StandardCharsets.UTF_8));
    }

    static ClaimReader parse(String text) throws Malformed {
        try {
            // The parser would also accept an array of pairs as an object.
            if (text.stripLeading().startsWith("{")) {
                return new ClaimReader(JSONObjectUtils.parse(text));
            }
        } catch (ParseException e) {
            // Without the cause, which may quote a token.
        }
        throw new Malformed("a JSON object");
    }

    Map<String, Object> members() {
        return members;
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /** Returns the name of the only member. */
    String onlyName() throws Malformed {
        if (members.size() != 1) {
            throw new Malformed("a single member");
        }
        return members.keySet().iterator().next();
    }

    String text(String name) throws Malformed {
        if (members.get(name) instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw new Malformed(name);
    }

    @Nullable
    String optionalText(String name) throws Malformed {
        return has(name) ? text(name) : null;
    }

    /** Returns a whole number. */
    long number(String name) throws Malformed {
        if (members.get(name) instanceof Long number) {
            return number;
        }
        throw new Malformed(name);
    }

    /** Returns a whole number from 0 (inclusive) to a limit (exclusive). */
    long number(String name, long limit) throws Malformed {
        long number = number(name);
        if (number < 0 || number >= limit) {
            throw new Malformed(name);
        }
        return number;
    }

    boolean isTrue(String name) throws Malformed {
        if (members.get(name) instanceof Boolean value) {
            return value;
        }
        throw new Malformed(name);
    }

    /** Returns a time, in whole seconds since the epoch. */
    Instant time(String name) throws Malformed {
        try {
            return Instant.ofEpochSecond(number(name));
        } catch (DateTimeException e) {
            throw new Malformed(name);
        }
    }

    /** Returns a number, which may have a fraction. */
    @Nullable
    BigDecimal optionalDecimal(String name) throws Malformed {
        if (members.get(name) instanceof Double fraction && Math.abs(fraction) < MAX_FRACTION) {
            return new BigDecimal(fraction.toString());
        }
        return has(name) ? BigDecimal.valueOf(number(name)) : null;
    }

    /** Returns a list; empty if absent. */
    List<String> texts(String name) throws Malformed {
        return has(name) ? elements(name, String.class) : List.of();
    }

    /** Returns one text or several, at least one (RFC 7519 §4.1.3). */
    List<String> textOrTexts(String name) throws Malformed {
        List<String> texts = members.get(name) instanceof String text ? List.of(text) : texts(name);
        if (texts.isEmpty()) {
            throw new Malformed(name);
        }
        return texts;
    }

    ClaimReader object(String name) throws Malformed {
        return new ClaimReader(object(members.get(name), name));
    }

    /** Returns a list of objects; empty if absent. */
    List<ClaimReader> objects(String name) throws Malformed {
        List<ClaimReader> objects = new ArrayList<>();
        if (has(name)) {
            for (Object element : elements(name, Map.class)) {
                objects.add(new ClaimReader(object(element, name)));
            }
        }
        return objects;
    }

    @SuppressWarnings("unchecked") // JSON has no other keys than strings.
    private static Map<String, Object> object(@Nullable Object value, String name) throws Malformed {
        if (value instanceof Map<?, ?> object) {
            return (Map<String, Object>) object;
        }
        throw new Malformed(name);
    }

    private <T> List<T> elements(String name, Class<T> type) throws Malformed {
        if (!(members.get(name) instanceof List<?> list)) {
            throw new Malformed(name);
        }
        List<T> elements = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!type.isInstance(element)) {
                throw new Malformed(name);
            }
            elements.add(type.cast(element));
        }
        return List.copyOf(elements);
    }
}
