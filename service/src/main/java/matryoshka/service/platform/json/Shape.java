package matryoshka.service.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import matryoshka.graph.Violation;
import org.jspecify.annotations.Nullable;

/** Checks single JSON values. */
public final class Shape {
    private Shape() {}

    static Violation wrongType(Pointer pointer, String wanted, JsonNode value) {
        String found = value.getNodeType().name().toLowerCase(Locale.ROOT);
        return new Violation(
                pointer.toString(), "wrong-type", "This must be " + wanted + "; it is of type " + found + ".");
    }

    /** Returns a string. Reports any other value and returns null. */
    public static @Nullable String text(JsonNode value, Pointer pointer, List<Violation> violations) {
        if (!value.isTextual()) {
            violations.add(wrongType(pointer, "a string", value));
            return null;
        }
        if (!isSound(value.textValue())) {
            violations.add(new Violation(
                    pointer.toString(), "text", "A text cannot contain NUL or half of a surrogate pair."));
            return null;
        }
        return value.textValue();
    }

    /** Returns whether UTF-8 can encode the text and PostgreSQL can store it. */
    static boolean isSound(String text) {
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit == 0) {
                return false;
            }
            if (Character.isSurrogate(unit)) {
                if (!Character.isHighSurrogate(unit)
                        || ++index == text.length()
                        || !Character.isLowSurrogate(text.charAt(index))) {
                    return false;
                }
            }
        }
        return true;
    }
}
