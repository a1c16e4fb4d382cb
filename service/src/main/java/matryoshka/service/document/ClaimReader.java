package matryoshka.service.document;

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

/** Reads the claims that travel along a dependency: JSON values of any shape, as {@link matryoshka.graph.ClaimValues} holds them. */
final class ClaimReader {
    private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal GREATEST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int DECIMAL_DIGITS_OF_DOUBLE_RANGE = 308;

    private ClaimReader() {}

    static ClaimRules rules(@Nullable ObjectCursor claims) {
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

    static @Nullable Object value(String name, JsonNode value, String pointer, List<Violation> violations) {
        return value(value, pointer, violations);
    }

    private static @Nullable Object value(JsonNode value, String pointer, List<Violation> violations) {
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

    private static List<Object> list(JsonNode list, String pointer, List<Violation> violations) {
        List<Object> values = new ArrayList<>(list.size());
        for (int index = 0; index < list.size(); index++) {
            Object value = value(list.get(index), pointer + "/" + index, violations);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static Map<String, Object> object(JsonNode object, String pointer, List<Violation> violations) {
        ObjectCursor cursor = ObjectCursor.of(object, pointer, violations);
        return cursor == null ? Sorted.map(Map.of()) : cursor.entries(ClaimReader::value);
    }

    /** One Java value per number, however it was written: 1, 1.0 and 1e0 are the same claim. */
    private static @Nullable Object number(JsonNode number, String pointer, List<Violation> violations) {
        if (!isInDoubleRange(number)) {
            violations.add(new Violation(
                    pointer, "number", "A number lies in the range of a double (RFC 8259, 6), or readers disagree."));
            return null;
        }
        BigDecimal value = number.decimalValue().stripTrailingZeros();
        boolean isLong = value.scale() <= 0 && value.compareTo(LEAST_LONG) >= 0 && value.compareTo(GREATEST_LONG) <= 0;
        return isLong ? (Object) value.longValueExact() : value;
    }

    private static boolean isInDoubleRange(JsonNode number) {
        if (number.isDouble() || number.isFloat()) {
            return false; // all finite ones are read as decimals: this is YAML's .inf or .nan
        }
        BigDecimal value = number.decimalValue();
        long magnitude = (long) value.precision() - value.scale();
        return value.signum() == 0 || Math.abs(magnitude) <= DECIMAL_DIGITS_OF_DOUBLE_RANGE;
    }
}
