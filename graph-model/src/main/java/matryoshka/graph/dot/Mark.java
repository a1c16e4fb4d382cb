package matryoshka.graph.dot;

/** How an element of a diagram differs between two graphs. */
public enum Mark {
    SAME,
    ADDED,
    REMOVED,
    CHANGED
}
