package matryoshka.service.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import matryoshka.graph.Violation;
import org.jspecify.annotations.Nullable;

/** What a single JSON value must be. */
public final class Shape {
    private Shape() {}

    static Violation wrongType(Pointer pointer, String wanted, JsonNode value) {
        String found = value.getNodeType().name().toLowerCase(Locale.ROOT);
        return new Violation(
                pointer.toString(), "wrong-type", "This must be " + wanted + "; it is of type " + found + ".");
    }

    /** Null, reported, when the value is no text. */
    public static @Nullable String text(JsonNode value, Pointer pointer, List<Violation> violations) {
        if (!value.isTextual()) {
            violations.add(wrongType(pointer, "a string", value));
            return null;
        }
        if (!isSound(value.textValue())) {
            violations.add(new Violation(
                    pointer.toString(), "text", "A text holds neither NUL nor half of a surrogate pair."));
            return null;
        }
        return value.textValue();
    }

    /** Whether UTF-8 can carry it and PostgreSQL can store it. */
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
