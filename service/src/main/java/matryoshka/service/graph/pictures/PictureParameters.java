package matryoshka.service.graph.pictures;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.dot.GraphView;
import matryoshka.service.platform.http.QueryParameters;
import matryoshka.service.platform.problems.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The part of the graph that a picture should show: one version, or the changes between two; the whole graph, or the neighborhood of one
 * service.
 */
public final class PictureParameters {
    private static final int MAX_HOPS = 100;

    private final @Nullable String version;
    private final @Nullable String from;
    private final @Nullable String to;
    private final @Nullable String focus;
    private final @Nullable String hops;

    public PictureParameters(
            @QueryParam("version") @Nullable String version,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("focus") @Nullable String focus,
            @QueryParam("hops") @Nullable String hops) {
        this.version = version;
        this.from = from;
        this.to = to;
        this.focus = focus;
        this.hops = hops;
    }

    /**
     * Throws a 400 for contradicting parameters. Not done in the constructor, since Jersey treats an exception there as an internal error.
     */
    void check() {
        if (from == null && to != null) {
            throw ProblemException.of(400, "The query parameter 'to' requires 'from'.");
        }
        if (from != null && version != null) {
            throw ProblemException.of(400, "The query parameters 'from' and 'version' cannot be combined.");
        }
        hops();
    }

    private int hops() {
        return hops == null ? 1 : QueryParameters.number("hops", hops, 0, MAX_HOPS);
    }

    /** Returns the version to show; null for the current one. */
    @Nullable
    String version() {
        return from == null ? version : to;
    }

    /** Returns the version to compare with. */
    Optional<Long> comparedWith() {
        return Optional.ofNullable(from).map(text -> QueryParameters.version("from", text));
    }

    /** @param before the document to compare with, if any */
    GraphView of(GraphDocument document, Optional<GraphDocument> before) {
        GraphView view =
                before.map(earlier -> GraphView.between(earlier, document)).orElseGet(() -> GraphView.of(document));
        if (focus == null) {
            return view;
        }
        if (!view.services().containsKey(focus)) {
            throw ProblemException.of(404, "The graph has no service with the name in 'focus'.");
        }
        return view.around(focus, hops());
    }
}
