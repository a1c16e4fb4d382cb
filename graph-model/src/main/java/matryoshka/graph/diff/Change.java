package matryoshka.graph.diff;

/** An element that both graphs have, with different content. */
public record Change<T>(T before, T after) {}
