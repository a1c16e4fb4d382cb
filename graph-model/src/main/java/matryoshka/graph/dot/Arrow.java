package matryoshka.graph.dot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import matryoshka.graph.Dependency;
import matryoshka.graph.Scopes;
import matryoshka.graph.Sharing;
import matryoshka.graph.dot.GraphView.Shown;

/**
 * An arrow in a diagram from one service to another: all dependencies between the two that have the same mark.
 *
 * @param dependencies by name, at least one
 */
record Arrow(String from, String to, Mark mark, List<Dependency> dependencies) {
    /** Up to this many scopes are listed by name; a diagram is not a list. */
    private static final int MAX_SCOPES = 8;

    private record Ends(String from, String to, Mark mark) {
        static final Comparator<Ends> BY_NAME =
                Comparator.comparing(Ends::from).thenComparing(Ends::to).thenComparing(Ends::mark);
    }

    Arrow {
        dependencies = List.copyOf(dependencies);
    }

    /** Returns the arrows of a diagram, ordered by their ends. */
    static List<Arrow> of(GraphView view) {
        Map<Ends, List<Dependency>> byEnds = new TreeMap<>(Ends.BY_NAME);
        for (Shown<Dependency> shown : view.dependencies().values()) {
            Dependency edge = shown.element();
            byEnds.computeIfAbsent(new Ends(edge.from(), edge.to(), shown.mark()), ends -> new ArrayList<>())
                    .add(edge);
        }
        return byEnds.entrySet().stream()
                .map(arrow -> new Arrow(
                        arrow.getKey().from(),
                        arrow.getKey().to(),
                        arrow.getKey().mark(),
                        arrow.getValue()))
                .toList();
    }

    /** Returns the sharing; if there are several kinds, the one that gives most. */
    Sharing sharing() {
        Map<Sharing, Integer> counts = counts();
        return counts.containsKey(Sharing.REUSE)
                ? Sharing.REUSE
                : counts.containsKey(Sharing.EMBED) ? Sharing.EMBED : Sharing.EXCHANGE;
    }

    boolean isConfidential() {
        return dependencies.stream().allMatch(Dependency::confidential);
    }

    /** Returns the names of the dependencies, one on each line. */
    String names() {
        return dependencies.stream().map(Dependency::name).collect(Collectors.joining("\n"));
    }

    /** Returns, for one dependency, what it requires and grants; for several, their number and what they grant together. */
    String label() {
        Scopes grants = Scopes.union(dependencies.stream().map(Dependency::grants));
        String granted = "→ " + words(grants, to);
        if (dependencies.size() > 1) {
            String how = counts().entrySet().stream()
                    .map(count -> count.getValue() + " × " + count.getKey().word())
                    .collect(Collectors.joining(", "));
            return how + "\n" + granted;
        }
        Dependency only = dependencies.get(0);
        return only.requires().isEmpty() ? granted : words(only.requires(), from) + "\n" + granted;
    }

    private Map<Sharing, Integer> counts() {
        Map<Sharing, Integer> counts = new EnumMap<>(Sharing.class);
        dependencies.forEach(edge -> counts.merge(edge.sharing(), 1, Integer::sum));
        return counts;
    }

    private static String words(Scopes scopes, String service) {
        String first = scopes.stream()
                .limit(MAX_SCOPES)
                .map(scope -> ScopeLabel.of(scope, service))
                .collect(Collectors.joining(" "));
        return scopes.size() <= MAX_SCOPES ? first : first + " and " + (scopes.size() - MAX_SCOPES) + " more";
    }
}
