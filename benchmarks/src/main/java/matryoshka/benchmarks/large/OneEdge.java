package matryoshka.benchmarks.large;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;

/** Changes of a single dependency, each different. */
final class OneEdge {
    private OneEdge() {}

    /** The dependency with another lifetime. */
    static Dependency changed(Dependency edge, int seconds) {
        return new Dependency(
                edge.name(),
                edge.from(),
                edge.to(),
                edge.requires(),
                edge.grants(),
                edge.sharing(),
                edge.clients(),
                Duration.ofSeconds(seconds),
                edge.confidential(),
                edge.claims());
    }

    /** The document with one such change. */
    static GraphDocument change(GraphDocument document, String name, int seconds) {
        Dependency edge = document.dependencies().get(name);
        if (edge == null) {
            throw new IllegalArgumentException("there is no dependency " + name);
        }
        Map<String, Dependency> others = new TreeMap<>(document.dependencies());
        others.put(name, changed(edge, seconds));
        return document.withDependencies(others);
    }
}
