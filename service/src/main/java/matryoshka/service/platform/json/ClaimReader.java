package matryoshka.service.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Sorted;
import matryoshka.graph.Violation;
import org.jspecify.annotations.Nullable;

/** Reads the claims of a dependency: JSON values of any shape, as {@link matryoshka.graph.ClaimValues} holds them. */
public final class ClaimReader {
    private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);
    /** Every number parser has a limit, including those of the database and of this issuer; an exponent reaches it in five characters. */
    private static final int MAX_DIGITS = 90;

    private ClaimReader() {}

    public static ClaimRules rules(@Nullable ObjectCursor claims) {
        if (claims == null) {
            return ClaimRules.NONE;
        }
        SortedSet<String> pass = claims.texts("pass");
        ObjectCursor set = claims.object("set");
        claims.refuseOthers();
        return new ClaimRules(
                pass == null ? ClaimRules.NONE.pass() : pass,
                set == null ? ClaimRules.NONE.set() : set.entries(ClaimReader::value));
    }

    static @Nullable Object value(String name, JsonNode value, Pointer pointer, List<Violation> violations) {
        return value(value, pointer, violations);
    }

    private static @Nullable Object value(JsonNode value, Pointer pointer, List<Violation> violations) {
        return switch (value.getNodeType()) {
            case STRING -> Shape.text(value, pointer, violations);
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> number(value, pointer, violations);
            case ARRAY -> list(value, pointer, violations);
            case OBJECT -> object(value, pointer, violations);
            default -> {
                violations.add(Shape.wrongType(pointer, "a value", value));
                yield null;
            }
        };
    }

    private static List<Object> list(JsonNode list, Pointer pointer, List<Violation> violations) {
        List<Object> values = new ArrayList<>(list.size());
        for (int index = 0; index < list.size(); index++) {
            Object value = value(list.get(index), pointer.to(index), violations);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static Map<String, Object> object(JsonNode object, Pointer pointer, List<Violation> violations) {
        ObjectCursor cursor = ObjectCursor.of(object, pointer, violations);
        return cursor == null ? Sorted.map(Map.of()) : cursor.entries(ClaimReader::value);
    }

    /** Returns one Java value per number, however it was written: 1, 1.0 and 1e0 are the same claim. */
    private static @Nullable Object number(JsonNode number, Pointer pointer, List<Violation> violations) {
        BigDecimal value = number.decimalValue().stripTrailingZeros();
        if (digits(value) > MAX_DIGITS) {
            violations.add(new Violation(
                    pointer.toString(),
                    "number",
                    "A number can have at most " + MAX_DIGITS + " digits when written without an exponent."));
            return null;
        }
        boolean isLong = value.scale() <= 0 && value.compareTo(MIN_LONG) >= 0 && value.compareTo(MAX_LONG) <= 0;
        return isLong ? (Object) value.longValueExact() : value;
    }

    /** Returns the number of digits before and after the point; a long, since an exponent can be any int. */
    private static long digits(BigDecimal value) {
        long before = Math.max(0, (long) value.precision() - value.scale());
        return before + Math.max(0, value.scale());
    }
}
