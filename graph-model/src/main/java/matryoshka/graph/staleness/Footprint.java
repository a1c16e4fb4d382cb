package matryoshka.graph.staleness;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.diff.ElementsDiff;
import matryoshka.graph.diff.GraphDiff;
import matryoshka.graph.plan.Origin;

/**
 * The part of a graph that a plan was resolved from, or that a change affects. If the footprint of a change does not meet that of a plan,
 * the change affects neither the plan nor the staleness of its tokens.
 *
 * <p>It consists of hashes of names, so that the footprints of a million plans stay small and a database can search them. A hash collision
 * causes an unnecessary evaluation, never a missing one.
 */
public final class Footprint {
    /** Meets every other footprint. Replaces any footprint with more than {@link #MAX_NUMBERS} numbers. */
    public static final Footprint EVERYTHING = new Footprint(new int[0], true);

    static final int MAX_NUMBERS = 1_000;

    /** The prefix for hashing a scope; no service name contains a space. */
    private static final String SCOPE = " ";

    private final int[] numbers;
    private final boolean everything;

    private Footprint(int[] sorted, boolean everything) {
        this.numbers = sorted;
        this.everything = everything;
    }

    /**
     * Returns the footprint of a plan.
     *
     * @param read the services that were read
     */
    public static Footprint of(Origin origin, Collection<String> read) {
        return of(read, origin.requested().stream());
    }

    /**
     * Returns the footprint of a change: services that changed or at which a changed dependency starts, and scopes of services that
     * changed.
     */
    public static Footprint between(GraphDocument before, GraphDocument after) {
        GraphDiff diff = GraphDiff.between(before, after);
        Set<String> services = new HashSet<>();
        Set<String> scopes = new HashSet<>();
        add(services, scopes, diff.services());
        ElementsDiff<Dependency> edges = diff.dependencies();
        edges.added().values().forEach(edge -> services.add(edge.from()));
        edges.removed().values().forEach(edge -> services.add(edge.from()));
        edges.changed().values().forEach(change -> {
            services.add(change.before().from());
            services.add(change.after().from());
        });
        return of(services, scopes.stream());
    }

    /** Restores a footprint from its stored numbers. */
    public static Footprint of(int... numbers) {
        int[] sorted = Arrays.stream(numbers).sorted().distinct().toArray();
        return sorted.length > MAX_NUMBERS ? EVERYTHING : new Footprint(sorted, false);
    }

    private static Footprint of(Collection<String> services, Stream<String> scopes) {
        return of(IntStream.concat(
                        services.stream().mapToInt(String::hashCode),
                        scopes.mapToInt(scope -> SCOPE.concat(scope).hashCode()))
                .toArray());
    }

    private static void add(Set<String> services, Set<String> scopes, ElementsDiff<Service> diff) {
        diff.added().values().forEach(service -> add(services, scopes, service));
        diff.removed().values().forEach(service -> add(services, scopes, service));
        diff.changed().values().forEach(change -> {
            add(services, scopes, change.before());
            add(services, scopes, change.after());
        });
    }

    private static void add(Set<String> services, Set<String> scopes, Service service) {
        services.add(service.name());
        scopes.addAll(service.scopes().keySet());
    }

    public boolean isEverything() {
        return everything;
    }

    /** Returns whether this affects nothing, like an empty change. */
    public boolean isEmpty() {
        return !everything && numbers.length == 0;
    }

    /** Returns the sorted hashes; none for {@link #EVERYTHING}. */
    public int[] numbers() {
        return numbers.clone();
    }

    /** Returns the number of hashes. */
    public int size() {
        return numbers.length;
    }

    /** Returns what this or the other covers. */
    public Footprint and(Footprint other) {
        if (everything || other.everything) {
            return EVERYTHING;
        }
        return of(IntStream.concat(Arrays.stream(numbers), Arrays.stream(other.numbers))
                .toArray());
    }

    /** Returns whether a change with this footprint can affect a plan with the other. */
    public boolean meets(Footprint other) {
        if (isEmpty() || other.isEmpty()) {
            return false;
        }
        int[] few = numbers.length < other.numbers.length ? numbers : other.numbers;
        int[] many = few == numbers ? other.numbers : numbers;
        return everything
                || other.everything
                || Arrays.stream(few).anyMatch(number -> Arrays.binarySearch(many, number) >= 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Footprint that && everything == that.everything && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        return everything ? "Footprint[everything]" : "Footprint" + Arrays.toString(numbers);
    }
}
