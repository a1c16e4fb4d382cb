package matryoshka.graph.diff;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.Sorted;

/**
 * The differences between the elements of one kind, by name.
 *
 * @param added only in the later graph
 * @param removed only in the earlier one
 * @param changed in both, with different content
 */
public record ElementsDiff<T>(
        SortedMap<String, T> added, SortedMap<String, T> removed, SortedMap<String, Change<T>> changed) {

    static <T> ElementsDiff<T> between(Map<String, T> before, Map<String, T> after) {
        Map<String, T> added = new TreeMap<>();
        Map<String, Change<T>> changed = new TreeMap<>();
        after.forEach((name, element) -> {
            T earlier = before.get(name);
            if (earlier == null) {
                added.put(name, element);
            } else if (!earlier.equals(element)) {
                changed.put(name, new Change<>(earlier, element));
            }
        });
        Map<String, T> removed = new TreeMap<>(before);
        removed.keySet().removeAll(after.keySet());
        return new ElementsDiff<>(Sorted.map(added), Sorted.map(removed), Sorted.map(changed));
    }

    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }
}
