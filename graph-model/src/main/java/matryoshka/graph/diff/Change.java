package matryoshka.graph.diff;

/** An element that is in both graphs, but not the same. */
public record Change<T>(T before, T after) {}
