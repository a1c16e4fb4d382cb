package matryoshka.service.platform.json;

import matryoshka.graph.Violation;

/**
 * How much one document may contain.
 *
 * @param services members of {@code services}
 * @param dependencies members of {@code dependencies}
 * @param invariants members of {@code invariants}
 * @param values JSON values of any kind in total: objects, lists and everything in them
 */
public record ElementLimits(int services, int dependencies, int invariants, int values) {
    /** For documents other than graphs, such as registrations. */
    public static final ElementLimits SMALL = new ElementLimits(0, 0, 0, 20_000);

    /** Returns the violation of a document that has too much of something. */
    public static Violation violation(String pointer, int most, String what) {
        return new Violation(pointer, "too-many", "A graph can have at most " + most + " " + what + ".");
    }
}
