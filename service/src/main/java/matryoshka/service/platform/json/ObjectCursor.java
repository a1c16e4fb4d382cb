package matryoshka.service.platform.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
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
 * One JSON object being read. It knows its pointer, so that each fault is reported at its place, and which members were asked for,
 * so that the others can be refused. A member that is null counts as absent. Mutable, for one thread.
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

    /** A whole body. Null, reported, when it is no object. */
    public static @Nullable ObjectCursor of(JsonNode body, List<Violation> violations) {
        return of(body, Pointer.ROOT, violations);
    }

    /** Null, reported, when the value is no object. */
    public static @Nullable ObjectCursor of(JsonNode value, Pointer pointer, List<Violation> violations) {
        if (!value.isObject()) {
            violations.add(Shape.wrongType(pointer, "an object", value));
            return null;
        }
        return new ObjectCursor(value, pointer, violations);
    }

    /** Reports a fault of a member. */
    public void report(String member, String rule, String message) {
        violations.add(new Violation(pointer.to(member).toString(), rule, message));
    }

    /** Whether the member is there. */
    public boolean has(String member) {
        asked.add(member);
        return object.hasNonNull(member);
    }

    /** Reports the member when it is absent. */
    public boolean requires(String member) {
        boolean present = has(member);
        if (!present) {
            report(member, "required", "The member \"" + member + "\" is required.");
        }
        return present;
    }

    /** Null when absent, or reported. */
    public @Nullable String text(String member) {
        return has(member) ? Shape.text(object.get(member), pointer.to(member), violations) : null;
    }

    /** Empty when absent; null, reported, when not a list of distinct texts. */
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
                violations.add(new Violation(at.to(index).toString(), "duplicate", "The list names this twice."));
            }
        }
        return readable ? texts : null;
    }

    /**
     * A list to which something is limited: null when absent, or reported, as it also is when it names nobody. Whatever makes such lists
     * of other things may have come to nothing, and nothing is not meant to lift the limit.
     */
    public @Nullable SortedSet<String> limit(String member) {
        refuseNull(member);
        SortedSet<String> texts = has(member) ? texts(member) : null;
        if (texts != null && texts.isEmpty()) {
            report(member, "empty", "This names at least one; without \"" + member + "\" there is no limit.");
            return null;
        }
        return texts;
    }

    /** Reports a member whose absence would lift a limit when it is there without a value. */
    public void refuseNull(String member) {
        JsonNode value = object.get(member);
        if (value != null && value.isNull()) {
            report(member, "wrong-type", "This has no value; leave \"" + member + "\" out if there is no limit.");
        }
    }

    /** False when absent, or reported. */
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

    /** Null when absent, or reported: it must be a whole number, however written, that an int can hold. */
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

    /** Null when absent, or reported. */
    public @Nullable Duration duration(String member) {
        String text = text(member);
        if (text == null) {
            return null;
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException notADuration) {
            report(member, "duration", "A duration is written as in ISO 8601 in days or smaller, for example PT5M.");
            return null;
        }
    }

    /** Null when absent, or reported. */
    public @Nullable ObjectCursor object(String member) {
        return has(member) ? of(object.get(member), pointer.to(member), violations) : null;
    }

    /** Reads one entry of an object whose members are not fixed; null leaves the entry out. */
    @FunctionalInterface
    public interface EntryReader<V> {
        @Nullable
        V read(String name, JsonNode value, Pointer pointer, List<Violation> violations);
    }

    /** Every member, by name; one that is null is for the reader to judge, since what has a name was meant to be there. */
    public <V> SortedMap<String, V> entries(EntryReader<? extends V> reader) {
        SortedMap<String, V> entries = new TreeMap<>();
        object.properties().forEach(member -> {
            String name = member.getKey();
            if (!Shape.isSound(name)) {
                violations.add(
                        new Violation(pointer.toString(), "text", "The name of a member holds what text cannot."));
            } else {
                V value = reader.read(name, member.getValue(), pointer.to(name), violations);
                if (value != null) {
                    entries.put(name, value);
                }
            }
        });
        return entries;
    }

    /** Every member that is not null, as a JSON value of any shape; see {@link matryoshka.graph.ClaimValues}. */
    public SortedMap<String, Object> values() {
        return entries(ClaimReader::value);
    }

    /** Reports every member that nobody asked for. */
    public void refuseOthers() {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!Shape.isSound(name)) {
                violations.add(
                        new Violation(pointer.toString(), "text", "The name of a member holds what text cannot."));
            } else if (!asked.contains(name)) {
                report(name, "unknown-member", "Known here are only: " + String.join(", ", asked) + ".");
            }
        }
    }
}
