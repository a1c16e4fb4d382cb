package matryoshka.graph;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * JSON values without a JSON library: {@code String}, {@code Boolean}, {@code Long}, {@code BigDecimal}, immutable {@code List} and sorted
 * immutable {@code Map} of these.
 */
public final class ClaimValues {
    private ClaimValues() {}

    /** Returns a deep, sorted, immutable copy. Throws {@code IllegalArgumentException} for a value of any other type. */
    public static SortedMap<String, Object> immutable(Map<String, ?> claims) {
        SortedMap<String, Object> copy = new TreeMap<>();
        claims.forEach((name, value) -> copy.put(name, value(value)));
        return Sorted.map(copy);
    }

    private static Object value(Object value) {
        if (value instanceof String
                || value instanceof Boolean
                || value instanceof Long
                || value instanceof BigDecimal) {
            return value;
        }
        if (value instanceof Integer integer) {
            return integer.longValue();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ClaimValues::value).toList();
        }
        if (value instanceof Map<?, ?> map) {
            SortedMap<String, Object> copy = new TreeMap<>();
            map.forEach((name, member) -> copy.put((String) name, value(member)));
            return Sorted.map(copy);
        }
        throw new IllegalArgumentException(
                "not a JSON value: " + value.getClass().getName());
    }
}
