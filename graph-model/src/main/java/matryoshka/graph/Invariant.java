package matryoshka.graph;

import java.util.SortedSet;

/** A guard rail: a sentence about the whole graph that every published graph has to obey, named so that a breach can be told. */
public sealed interface Invariant {

    /** Unique among the invariants. */
    String name();

    /**
     * No chain that begins here ever reaches the scope, whether by embed, reuse or exchange edges.
     *
     * @param from a client, a service, or one that is both
     * @param scope what is never reached, {@code never} in the document
     */
    record Never(String name, String from, String scope) implements Invariant {}

    /**
     * Nobody else may have a dependency on the service.
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
     * @param maxDepth the most tokens on a path, the outer one included; at least 1
     */
    record MaxDepth(String name, int maxDepth) implements Invariant {}
}
