package matryoshka.graph.validation;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Removes the vertices of a directed graph in topological order (Kahn's algorithm). What cycles lead to is never removed. */
final class TopologicalRanks {
    /** The rank of a vertex that is not removed. */
    static final int ON_CYCLE = Integer.MAX_VALUE;

    private TopologicalRanks() {}

    /**
     * Returns, for each vertex, the greatest weight of a path that ends in it, its own weight included, or {@link #ON_CYCLE}. Linear in
     * vertices and arcs.
     *
     * @param vertices their number; they are numbered from 0
     * @param sources the source of each arc
     * @param targets the target of each arc
     */
    static int[] ranks(int vertices, int[] sources, int[] targets, IntUnaryOperator weight) {
        int[] firstArc = firstArcs(vertices, sources);
        int[] ordered = inOrder(sources, targets, firstArc);
        int[] waitingFor = new int[vertices];
        for (int target : targets) {
            waitingFor[target]++;
        }
        int[] ranks = new int[vertices];
        Arrays.fill(ranks, ON_CYCLE);
        int[] best = new int[vertices];
        int[] toTake = new int[vertices];
        int end = 0;
        for (int vertex = 0; vertex < vertices; vertex++) {
            if (waitingFor[vertex] == 0) {
                toTake[end++] = vertex;
            }
        }
        for (int next = 0; next < end; next++) {
            int vertex = toTake[next];
            ranks[vertex] = best[vertex] + weight.applyAsInt(vertex);
            for (int arc = firstArc[vertex]; arc < firstArc[vertex + 1]; arc++) {
                int target = ordered[arc];
                best[target] = Math.max(best[target], ranks[vertex]);
                if (--waitingFor[target] == 0) {
                    toTake[end++] = target;
                }
            }
        }
        return ranks;
    }

    /** Returns where each vertex's arcs begin when ordered by source, with one more entry at the end. */
    private static int[] firstArcs(int vertices, int[] sources) {
        int[] first = new int[vertices + 1];
        for (int source : sources) {
            first[source + 1]++;
        }
        for (int vertex = 0; vertex < vertices; vertex++) {
            first[vertex + 1] += first[vertex];
        }
        return first;
    }

    /** Returns the targets of all arcs, ordered by source. */
    private static int[] inOrder(int[] sources, int[] targets, int[] firstArc) {
        int[] next = Arrays.copyOf(firstArc, firstArc.length);
        int[] ordered = new int[targets.length];
        for (int arc = 0; arc < targets.length; arc++) {
            ordered[next[sources[arc]]++] = targets[arc];
        }
        return ordered;
    }
}
