package matryoshka.service.graph.versions;

/**
 * A service or dependency of the graph, of whatever version.
 *
 * @param name may be a name that no element has or had
 */
public record GraphElement(Kind kind, String name) {
    /** The kinds of elements whose history is kept by name. */
    public enum Kind {
        SERVICE,
        DEPENDENCY
    }
}
