package matryoshka.graph.dot;

import matryoshka.graph.Dependency;

/** What is written on a dependency: what it requires, then what it grants. */
final class EdgeLabel {
    private EdgeLabel() {}

    static String of(Dependency dependency) {
        String grants = "→ " + String.join(" ", dependency.grants());
        return dependency.requires().isEmpty() ? grants : String.join(" ", dependency.requires()) + "\n" + grants;
    }
}
