package matryoshka.service.graph;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import matryoshka.service.graph.history.ElementVersionsResource;
import matryoshka.service.graph.history.VersionsResource;
import matryoshka.service.graph.pictures.GraphPictureResource;
import matryoshka.service.graph.pictures.PictureAnswer;
import matryoshka.service.graph.publish.EditAnswer;
import matryoshka.service.graph.publish.PublishGraph;
import matryoshka.service.graph.versions.DocumentMemory;
import matryoshka.service.graph.versions.GraphVersions;
import matryoshka.service.graph.versions.ReadGraph;
import matryoshka.service.graph.versions.SizeRules;
import matryoshka.service.graph.versions.VersionAnswer;
import matryoshka.service.graph.versions.VersionTags;

/** Registers the graph API with the application. */
public final class GraphFeature implements Feature {
    private final VersionAnswer graph;
    private final PictureAnswer pictures;
    private final EditAnswer edits;
    private final VersionsResource history;
    private final ElementVersionsResource elementHistory;

    /**
     * @param sizeRules the limits on what a request may contain
     * @param memory the memory in which requests are read, checked and answered
     * @param tags the entity tags of all versions
     */
    public GraphFeature(
            ReadGraph readGraph,
            GraphVersions versions,
            PublishGraph publishGraph,
            SizeRules sizeRules,
            DocumentMemory memory,
            VersionTags tags) {
        this.graph = new VersionAnswer(readGraph, tags, memory);
        this.pictures = new PictureAnswer(readGraph, graph, memory);
        this.edits = new EditAnswer(readGraph, publishGraph, sizeRules, tags, memory);
        this.history = new VersionsResource(versions, readGraph, edits, memory);
        this.elementHistory = new ElementVersionsResource(versions);
    }

    @Override
    public boolean configure(FeatureContext application) {
        application
                .register(new GraphResource(graph, pictures, edits))
                .register(new ElementResource(graph, edits))
                .register(history)
                .register(elementHistory)
                .register(new GraphPictureResource(pictures));
        return true;
    }
}
