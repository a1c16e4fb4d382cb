package matryoshka.graph.staleness;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.diff.ElementsDiff;
import matryoshka.graph.diff.GraphDiff;
import matryoshka.graph.plan.Origin;

/**
 * The part of a graph that a plan was resolved from, or that a change touches. A change whose footprint does not meet a plan's leaves
 * the plan, and how its tokens stand, as they were.
 *
 * <p>It holds hashes of names, so that those of a million plans stay small and a database can search them. Two names with the same hash
 * cost a judgement too many, never one too few.
 */
public final class Footprint {
    /** Meets every other one. Whatever would have more than {@link #MAX_NUMBERS} numbers is this. */
    public static final Footprint EVERYTHING = new Footprint(new int[0], true);

    static final int MAX_NUMBERS = 1_000;

    /** Begins what is hashed of a scope; no name of a service has a blank. */
    private static final String SCOPE = " ";

    private final int[] numbers;
    private final boolean everything;

    private Footprint(int[] sorted, boolean everything) {
        this.numbers = sorted;
        this.everything = everything;
    }

    /**
     * That of a plan.
     *
     * @param read the services that were looked at
     */
    public static Footprint of(Origin origin, Collection<String> read) {
        return of(read, origin.requested());
    }

    /** That of a change: services that changed or that a changed dependency starts at, and scopes of services that changed. */
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
        return of(services, scopes);
    }

    /** One that was stored as its numbers. */
    public static Footprint of(int... numbers) {
        int[] sorted = Arrays.stream(numbers).sorted().distinct().toArray();
        return sorted.length > MAX_NUMBERS ? EVERYTHING : new Footprint(sorted, false);
    }

    private static Footprint of(Collection<String> services, Collection<String> scopes) {
        return of(IntStream.concat(
                        services.stream().mapToInt(String::hashCode),
                        scopes.stream().mapToInt(scope -> SCOPE.concat(scope).hashCode()))
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

    /** Whether this touches nothing at all, as an empty change does. */
    public boolean isEmpty() {
        return !everything && numbers.length == 0;
    }

    /** The hashes, sorted; none of {@link #EVERYTHING}. */
    public int[] numbers() {
        return numbers.clone();
    }

    /** How many hashes it holds. */
    public int size() {
        return numbers.length;
    }

    /** What this or the other covers. */
    public Footprint and(Footprint other) {
        if (everything || other.everything) {
            return EVERYTHING;
        }
        return of(IntStream.concat(Arrays.stream(numbers), Arrays.stream(other.numbers))
                .toArray());
    }

    /** Whether a change of this footprint can matter to a plan of the other. */
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
