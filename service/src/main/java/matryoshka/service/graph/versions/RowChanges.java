package matryoshka.service.graph.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rows of one kind that a new version ends and begins.
 *
 * @param ended names of the elements that were changed or removed
 * @param begun elements that were changed or added, in their new state
 */
record RowChanges<E>(List<String> ended, List<E> begun) {

    static <E> RowChanges<E> between(Map<String, E> before, Map<String, E> after) {
        List<String> ended = new ArrayList<>();
        before.forEach((name, element) -> {
            if (!element.equals(after.get(name))) {
                ended.add(name);
            }
        });
        List<E> begun = new ArrayList<>();
        after.forEach((name, element) -> {
            if (!element.equals(before.get(name))) {
                begun.add(element);
            }
        });
        return new RowChanges<>(ended, begun);
    }

    boolean isEmpty() {
        return ended.isEmpty() && begun.isEmpty();
    }
}
