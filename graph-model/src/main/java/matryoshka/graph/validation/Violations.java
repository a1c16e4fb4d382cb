package matryoshka.graph.validation;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import matryoshka.graph.Violation;

/**
 * The violations of a document in the order in which they are found, up to a useful number. Drops further ones, and the last entry says so:
 * a document with millions of faults takes no more memory than one with a thousand. Mutable; for use by one thread.
 */
public final class Violations extends AbstractList<Violation> {
    /** The maximum number listed, not counting the entry that says that there are more. */
    public static final int MAX_LISTED = 1_000;

    private static final int MAX_CHARACTERS = 1_000_000;
    private static final Violation MORE =
            new Violation("", "more", "There are more violations; at most " + MAX_LISTED + " are listed.");

    private final List<Violation> listed = new ArrayList<>();
    private long characters;
    private boolean more;

    public Violations() {}

    /** Returns the first of these, in their order. */
    public static List<Violation> firstOf(Iterable<Violation> all) {
        Violations violations = new Violations();
        all.forEach(violations::add);
        return List.copyOf(violations);
    }

    @Override
    public boolean add(Violation violation) {
        long longer =
                characters + violation.pointer().length() + violation.message().length();
        if (violation.equals(MORE) || listed.size() == MAX_LISTED || longer > MAX_CHARACTERS) {
            more = true;
            return false;
        }
        characters = longer;
        return listed.add(violation);
    }

    @Override
    public Violation get(int index) {
        return more && index == listed.size() ? MORE : listed.get(index);
    }

    @Override
    public int size() {
        return listed.size() + (more ? 1 : 0);
    }
}
