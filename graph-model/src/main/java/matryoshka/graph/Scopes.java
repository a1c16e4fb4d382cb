package matryoshka.graph;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A set of scopes (RFC 6749 §3.3), in the order of their characters. Immutable. */
public final class Scopes implements Iterable<String> {
    public static final Scopes NONE = new Scopes(new String[0]);

    /** Sorted, without repetitions. */
    private final String[] tokens;

    private Scopes(String[] tokens) {
        this.tokens = tokens;
    }

    public static Scopes of(String... tokens) {
        return of(Arrays.asList(tokens));
    }

    public static Scopes of(Collection<String> tokens) {
        String[] sorted = tokens.toArray(String[]::new);
        Arrays.sort(sorted);
        int size = 0;
        for (String token : sorted) {
            if (size == 0 || !token.equals(sorted[size - 1])) {
                sorted[size++] = token;
            }
        }
        return size == 0 ? NONE : new Scopes(size == sorted.length ? sorted : Arrays.copyOf(sorted, size));
    }

    /** Reads a {@code scope} value, which separates scopes by one space. Does not check the syntax of a scope; {@link Names#isScope} does. */
    public static Scopes parse(String value) {
        return value.isEmpty() ? NONE : of(value.split(" "));
    }

    public static Collector<String, ?, Scopes> collector() {
        return Collectors.collectingAndThen(Collectors.toList(), Scopes::of);
    }

    /** Returns everything that any of these sets has. */
    public static Scopes union(Stream<Scopes> sets) {
        return sets.flatMap(Scopes::stream).collect(collector());
    }

    public Scopes union(Scopes others) {
        if (containsAll(others)) {
            return this;
        }
        if (others.containsAll(this)) {
            return others;
        }
        String[] merged = new String[tokens.length + others.tokens.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < tokens.length || theirs < others.tokens.length) {
            int order = order(mine, others, theirs);
            merged[size++] = order <= 0 ? tokens[mine] : others.tokens[theirs];
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
        }
        return new Scopes(Arrays.copyOf(merged, size));
    }

    /** Compares a scope here with one of the others; a position after the last one comes last. */
    private int order(int mine, Scopes others, int theirs) {
        if (mine == tokens.length) {
            return 1;
        }
        return theirs == others.tokens.length ? -1 : tokens[mine].compareTo(others.tokens[theirs]);
    }

    public Scopes intersect(Scopes others) {
        return filter(others::contains);
    }

    public Scopes minus(Scopes others) {
        return filter(scope -> !others.contains(scope));
    }

    public Scopes filter(Predicate<String> wanted) {
        String[] left = Arrays.stream(tokens).filter(wanted).toArray(String[]::new);
        return left.length == tokens.length ? this : left.length == 0 ? NONE : new Scopes(left);
    }

    public boolean contains(String scope) {
        return Arrays.binarySearch(tokens, scope) >= 0;
    }

    public boolean containsAll(Scopes others) {
        if (others.tokens.length > tokens.length) {
            return false;
        }
        for (String scope : others.tokens) {
            if (!contains(scope)) {
                return false;
            }
        }
        return true;
    }

    public boolean isEmpty() {
        return tokens.length == 0;
    }

    public int size() {
        return tokens.length;
    }

    /** Returns the first one in order. Throws {@code IndexOutOfBoundsException} if there is none. */
    public String first() {
        return tokens[0];
    }

    public Stream<String> stream() {
        return Arrays.stream(tokens);
    }

    /** Returns them in order. */
    public List<String> toList() {
        return List.of(tokens);
    }

    @Override
    public Iterator<String> iterator() {
        return toList().iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scopes that && Arrays.equals(tokens, that.tokens);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(tokens);
    }

    /** Returns the {@code scope} value, with one space between two scopes. */
    @Override
    public String toString() {
        return String.join(" ", tokens);
    }
}
