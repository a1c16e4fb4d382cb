package matryoshka.service.platform.json;

import matryoshka.graph.Violation;

/**
 * How much one document may hold.
 *
 * @param services members of {@code services}
 * @param dependencies members of {@code dependencies}
 * @param invariants members of {@code invariants}
 * @param values JSON values of whatever kind, all in all: objects, lists and what is in them
 */
public record ElementLimits(int services, int dependencies, int invariants, int values) {
    /** For what is no graph, such as a registration. */
    public static final ElementLimits SMALL = new ElementLimits(0, 0, 0, 20_000);

    /** What a document breaks that has too much of something. */
    public static Violation violation(String pointer, int most, String what) {
        return new Violation(pointer, "too-many", "A graph has at most %d %s.".formatted(most, what));
    }
}
