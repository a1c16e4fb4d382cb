package matryoshka.service.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import matryoshka.graph.Sorted;
import matryoshka.graph.Violation;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object. It knows its pointer, so that each violation is reported at its place, and which members were read, so that all
 * others can be refused. A null member counts as absent. Mutable; for use by one thread.
 */
public final class ObjectCursor {
    private final JsonNode object;
    private final Pointer pointer;
    private final List<Violation> violations;
    private final Set<String> asked = new TreeSet<>();

    private ObjectCursor(JsonNode object, Pointer pointer, List<Violation> violations) {
        this.object = object;
        this.pointer = pointer;
        this.violations = violations;
    }

    /** Starts reading a whole body. Reports a body that is not an object and returns null. */
    public static @Nullable ObjectCursor of(JsonNode body, List<Violation> violations) {
        return of(body, Pointer.ROOT, violations);
    }

    /** Starts reading a value. Reports a value that is not an object and returns null. */
    public static @Nullable ObjectCursor of(JsonNode value, Pointer pointer, List<Violation> violations) {
        if (!value.isObject()) {
            violations.add(Shape.wrongType(pointer, "an object", value));
            return null;
        }
        return new ObjectCursor(value, pointer, violations);
    }

    /** Reports a violation at a member. */
    public void report(String member, String rule, String message) {
        violations.add(new Violation(pointer.to(member).toString(), rule, message));
    }

    /** Returns whether the member is present. */
    public boolean has(String member) {
        asked.add(member);
        return object.hasNonNull(member);
    }

    /** Reports the member if it is absent. */
    public boolean requires(String member) {
        boolean present = has(member);
        if (!present) {
            report(member, "required", "The member \"" + member + "\" is required.");
        }
        return present;
    }

    /** Returns a string; null if it is absent or was reported. */
    public @Nullable String text(String member) {
        return has(member) ? Shape.text(object.get(member), pointer.to(member), violations) : null;
    }

    /** Returns a list of distinct strings; empty if absent, null if it is anything else, which is reported. */
    public @Nullable SortedSet<String> texts(String member) {
        if (!has(member)) {
            return Sorted.set(Set.of());
        }
        JsonNode list = object.get(member);
        Pointer at = pointer.to(member);
        if (!list.isArray()) {
            violations.add(Shape.wrongType(at, "a list", list));
            return null;
        }
        SortedSet<String> texts = new TreeSet<>();
        boolean readable = true;
        for (int index = 0; index < list.size(); index++) {
            String text = Shape.text(list.get(index), at.to(index), violations);
            if (text == null) {
                readable = false;
            } else if (!texts.add(text)) {
                violations.add(new Violation(
                        at.to(index).toString(), "duplicate", "The list contains this value more than once."));
            }
        }
        return readable ? texts : null;
    }

    /**
     * Returns a list that limits something: null if it is absent, or reported because it is invalid or empty. An empty list may come from a
     * generator that found nothing, and must not lift the limit.
     */
    public @Nullable SortedSet<String> limit(String member) {
        refuseNull(member);
        SortedSet<String> texts = has(member) ? texts(member) : null;
        if (texts != null && texts.isEmpty()) {
            report(
                    member,
                    "empty",
                    "This must have at least one entry; omit \"" + member + "\" if there is no restriction.");
            return null;
        }
        return texts;
    }

    /**
     * Returns a list: null if it is absent, or reported because it is invalid or empty. Somebody who writes an empty list may not mean what
     * its absence means.
     */
    public @Nullable SortedSet<String> notEmpty(String member) {
        SortedSet<String> texts = has(member) ? texts(member) : null;
        if (texts != null && texts.isEmpty()) {
            report(member, "empty", "This must have at least one entry; omit \"" + member + "\" if there is none.");
            return null;
        }
        return texts;
    }

    /** Reports a null member if its absence would lift a limit. */
    public void refuseNull(String member) {
        JsonNode value = object.get(member);
        if (value != null && value.isNull()) {
            report(member, "wrong-type", "This is null; omit \"" + member + "\" if there is no restriction.");
        }
    }

    /** Returns a boolean; false if it is absent or was reported. */
    public boolean flag(String member) {
        if (!has(member)) {
            return false;
        }
        JsonNode flag = object.get(member);
        if (!flag.isBoolean()) {
            violations.add(Shape.wrongType(pointer.to(member), "true or false", flag));
        }
        return flag.asBoolean(false);
    }

    /** Returns a whole number, however written, that fits an int; null if it is absent or was reported. */
    public @Nullable Integer integer(String member) {
        if (!has(member)) {
            return null;
        }
        JsonNode number = object.get(member);
        if (!number.isNumber()) {
            violations.add(Shape.wrongType(pointer.to(member), "a whole number", number));
            return null;
        }
        if (!number.canConvertToExactIntegral() || !number.canConvertToInt()) {
            report(member, "number", "This must be a whole number of at most " + Integer.MAX_VALUE + ".");
            return null;
        }
        return number.intValue();
    }

    /** Returns a duration; null if it is absent or was reported. */
    public @Nullable Duration duration(String member) {
        String text = text(member);
        if (text == null) {
            return null;
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException notADuration) {
            report(
                    member,
                    "duration",
                    "A duration must be in ISO 8601 format, in days or smaller units, for example PT5M.");
            return null;
        }
    }

    /** Returns a cursor over an object; null if it is absent or was reported. */
    public @Nullable ObjectCursor object(String member) {
        return has(member) ? of(object.get(member), pointer.to(member), violations) : null;
    }

    /** Returns the elements of a list by pointer; a single object counts as a list of it. Reports an empty list. Empty if it is absent. */
    public List<ObjectCursor> objectOrObjects(String member) {
        JsonNode value = has(member) ? object.get(member) : null;
        if (value == null || !value.isArray()) {
            ObjectCursor single = object(member);
            return single == null ? List.of() : List.of(single);
        }
        if (value.isEmpty()) {
            report(member, "empty", "This must have at least one entry; omit \"" + member + "\" if there is none.");
        }
        List<ObjectCursor> elements = new ArrayList<>();
        for (int index = 0; index < value.size(); index++) {
            ObjectCursor element = of(value.get(index), pointer.to(member).to(Integer.toString(index)), violations);
            if (element != null) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** Reports a violation at this object. */
    public void report(String rule, String message) {
        violations.add(new Violation(pointer.toString(), rule, message));
    }

    /** Reads one entry of an object whose members are not fixed; null omits the entry. */
    @FunctionalInterface
    public interface EntryReader<V> {
        @Nullable
        V read(String name, JsonNode value, Pointer pointer, List<Violation> violations);
    }

    /** Reads every member, by name. Null members are passed to the reader, since a named element was meant to exist. */
    public <V> SortedMap<String, V> entries(EntryReader<? extends V> reader) {
        SortedMap<String, V> entries = new TreeMap<>();
        object.properties().forEach(member -> {
            String name = member.getKey();
            if (!Shape.isSound(name)) {
                violations.add(new Violation(
                        pointer.toString(), "text", "The name of a member contains NUL or half of a surrogate pair."));
            } else {
                V value = reader.read(name, member.getValue(), pointer.to(name), violations);
                if (value != null) {
                    entries.put(name, value);
                }
            }
        });
        return entries;
    }

    /** Returns every member that is not null, as a JSON value of any shape; see {@link matryoshka.graph.ClaimValues}. */
    public SortedMap<String, Object> values() {
        return entries(ClaimReader::value);
    }

    /** Reports every member that was not read. */
    public void refuseOthers() {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!Shape.isSound(name)) {
                violations.add(new Violation(
                        pointer.toString(), "text", "The name of a member contains NUL or half of a surrogate pair."));
            } else if (!asked.contains(name)) {
                report(name, "unknown-member", "Unknown member; known members are " + String.join(", ", asked) + ".");
            }
        }
    }
}
