package matryoshka.service.platform.caches;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import matryoshka.graph.Scopes;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes a value retains: never less than it really does, since this bounds the caches. Counts pointers as uncompressed and
 * characters as two bytes. What several values share counts for each of them.
 */
public final class Weight {
    private static final int POINTER = 8;
    private static final int HEADER = 16;
    private static final int NUMBER = 32;
    private static final int TEXT = 72;
    /** Includes the wrappers that make it immutable. */
    private static final int COLLECTION = 192;
    /** A node of a tree or hash table, with its part of the table. */
    private static final int NODE = 80;

    private static final int DECIMAL = 512;
    private static final int ADDRESS = 512;
    /** A URI also keeps its parts, raw and decoded. */
    private static final int SPELLINGS = 8;

    private static final ClassValue<Method[]> ACCESSORS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getAccessor)
                    .peek(accessor -> accessor.setAccessible(true))
                    .toArray(Method[]::new);
        }
    };

    private Weight() {}

    /**
     * Returns the weight of a text, number, time, URI, record, or a collection or map of these, or of a value that knows its own weight.
     *
     * @throws IllegalArgumentException for any other type: a value that cannot be weighed must not be cached
     */
    public static long of(@Nullable Object value) {
        if (value == null || value instanceof Enum || value instanceof Boolean) {
            return 0;
        }
        if (value instanceof String text) {
            return TEXT + 2L * text.length();
        }
        if (value instanceof Weighed weighed) {
            return weighed.weight();
        }
        if (value instanceof Scopes scopes) {
            return ofAll(scopes);
        }
        if (value instanceof Collection<?> elements) {
            return ofAll(elements);
        }
        if (value instanceof Map<?, ?> entries) {
            return ofEntries(entries);
        }
        return value instanceof Record ? ofRecord(value) : ofSimple(value);
    }

    private static long ofAll(Iterable<?> elements) {
        long sum = COLLECTION;
        for (Object element : elements) {
            sum += NODE + of(element);
        }
        return sum;
    }

    private static long ofEntries(Map<?, ?> entries) {
        long sum = COLLECTION;
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            sum += NODE + of(entry.getKey()) + of(entry.getValue());
        }
        return sum;
    }

    private static long ofRecord(Object value) {
        Method[] components = ACCESSORS.get(value.getClass());
        long sum = HEADER + (long) POINTER * components.length;
        for (Method component : components) {
            if (!component.getReturnType().isPrimitive()) {
                sum += of(component(value, component));
            }
        }
        return sum;
    }

    private static @Nullable Object component(Object value, Method component) {
        try {
            return component.invoke(value);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalArgumentException("a record whose components are not accessible", impossible);
        }
    }

    private static long ofSimple(Object value) {
        if (value instanceof BigDecimal decimal) {
            return (long) DECIMAL + decimal.precision();
        }
        if (value instanceof Number || value instanceof Duration || value instanceof Instant) {
            return NUMBER;
        }
        if (value instanceof URI address) {
            return ADDRESS + (long) SPELLINGS * address.toString().length();
        }
        if (value instanceof byte[] bytes) {
            return (long) HEADER + POINTER + bytes.length;
        }
        if (value instanceof Optional<?> optional) {
            return HEADER + POINTER + of(optional.orElse(null));
        }
        throw new IllegalArgumentException(
                "no weight is known for " + value.getClass().getName());
    }
}
