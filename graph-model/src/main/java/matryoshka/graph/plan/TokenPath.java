package matryoshka.graph.plan;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Where a token is in a tree: the edges that lead to it from the outer token, which itself has the empty path.
 *
 * @param edges from the outer token inwards
 */
public record TokenPath(List<Edge> edges) implements Iterable<Edge> {
    /** The outer token's. */
    public static final TokenPath OUTER = new TokenPath(List.of());

    public TokenPath {
        edges = List.copyOf(edges);
    }

    public static TokenPath of(Edge... edges) {
        return edges.length == 0 ? OUTER : new TokenPath(List.of(edges));
    }

    /** Returns the path of a token that is nested in the one at the end of this. */
    public TokenPath then(Edge edge) {
        List<Edge> longer = new ArrayList<>(edges.size() + 1);
        longer.addAll(edges);
        longer.add(edge);
        return new TokenPath(longer);
    }

    public boolean isOuter() {
        return edges.isEmpty();
    }

    /** Returns how many edges it has. */
    public int length() {
        return edges.size();
    }

    /** Returns its last edge. Throws {@code IndexOutOfBoundsException} for {@link #OUTER}. */
    public Edge last() {
        return edges.get(edges.size() - 1);
    }

    /** Returns the path of the enclosing token. Throws {@code IllegalArgumentException} for {@link #OUTER}. */
    public TokenPath enclosing() {
        return beginning(edges.size() - 1);
    }

    /** Returns the path of the enclosing token at a depth, which is the number of edges to it. */
    public TokenPath beginning(int length) {
        return new TokenPath(edges.subList(0, length));
    }

    /** Returns whether this leads to the same token as the other, or to one nested in that at any depth. */
    public boolean isAtOrBelow(TokenPath other) {
        return other.edges.size() <= edges.size()
                && edges.subList(0, other.edges.size()).equals(other.edges);
    }

    @Override
    public Iterator<Edge> iterator() {
        return edges.iterator();
    }
}
