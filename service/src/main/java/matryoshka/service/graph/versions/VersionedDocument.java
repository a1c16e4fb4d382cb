package matryoshka.service.graph.versions;

import matryoshka.graph.GraphDocument;

/**
 * The graph as of one version.
 *
 * @param version positive, or 0 for the empty graph before the first publish
 * @param document what the graph is in that version, now and for ever
 */
public record VersionedDocument(long version, GraphDocument document) {

    /** Where every graph begins. */
    public static final VersionedDocument NOTHING_PUBLISHED = new VersionedDocument(0, GraphDocument.EMPTY);
}
