package matryoshka.graph.reach;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import matryoshka.graph.Dependency;
import org.jspecify.annotations.Nullable;

/** A path through the graph, edge by edge. Paths share their common beginnings in memory. */
public final class DependencyPath {
    /** The number of edges of a path that are listed for people. */
    private static final int MAX_NAMED = 100;

    public static final DependencyPath START = new DependencyPath(null, null);

    private final @Nullable DependencyPath before;
    private final @Nullable Dependency last;

    private DependencyPath(@Nullable DependencyPath before, @Nullable Dependency last) {
        this.before = before;
        this.last = last;
    }

    DependencyPath then(Dependency edge) {
        return new DependencyPath(this, edge);
    }

    public List<Dependency> edges() {
        Deque<Dependency> edges = new ArrayDeque<>();
        for (DependencyPath way = this; way != null && way.last != null; way = way.before) {
            edges.addFirst(way.last);
        }
        return List.copyOf(edges);
    }

    /** Formats a path for people: {@code a-b (a → b), then b-c (b → c)}. */
    public static String text(Collection<Dependency> edges) {
        String beginning =
                edges.stream().limit(MAX_NAMED).map(DependencyPath::text).collect(Collectors.joining(", then "));
        return edges.size() <= MAX_NAMED ? beginning : beginning + ", then " + (edges.size() - MAX_NAMED) + " others";
    }

    public static String text(Dependency edge) {
        return "%s (%s → %s)".formatted(edge.name(), edge.from(), edge.to());
    }
}
