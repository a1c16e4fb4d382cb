package matryoshka.graph;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Immutable sorted copies. Everything in a graph is ordered by name, so that equal graphs have equal forms. */
public final class Sorted {
    private Sorted() {}

    public static SortedSet<String> set(Collection<String> elements) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(elements));
    }

    public static <V> SortedMap<String, V> map(Map<String, ? extends V> entries) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }
}
