package matryoshka.service.graph.versions;

import matryoshka.graph.GraphDocument;

/**
 * The graph at one version.
 *
 * @param version positive, or 0 for the empty graph before the first publish
 * @param document the graph in that version, which never changes
 */
public record GraphVersion(long version, GraphDocument document) {

    /** The first version of every graph. */
    public static final GraphVersion NOTHING_PUBLISHED = new GraphVersion(0, GraphDocument.EMPTY);
}
