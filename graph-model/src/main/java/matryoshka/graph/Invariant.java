package matryoshka.graph;

import java.util.SortedSet;

/** A guard rail: a statement about the whole graph that every published graph must satisfy. Its name appears in violations. */
public sealed interface Invariant {

    /** Returns the name, unique among the invariants. */
    String name();

    /**
     * No chain that begins here ever reaches the scope, whether along embed, reuse or exchange edges.
     *
     * @param from a client, a service, or one that is both
     * @param scope the scope never to reach, {@code never} in the document
     */
    record Never(String name, String from, String scope) implements Invariant {}

    /**
     * No other service may have a dependency on the service.
     *
     * @param callers the services that may; empty means none at all
     */
    record Callers(String name, String service, SortedSet<String> callers) implements Invariant {
        public Callers {
            callers = Sorted.set(callers);
        }
    }

    /**
     * No plan nests deeper, whatever the budget.
     *
     * @param maxDepth the most tokens on a path, including the outer one; at least 1
     */
    record MaxDepth(String name, int maxDepth) implements Invariant {}
}
