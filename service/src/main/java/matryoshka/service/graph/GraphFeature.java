package matryoshka.service.graph;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import matryoshka.service.http.Cursors;

/** Joins the graph API to the application. */
public final class GraphFeature implements Feature {
    private final VersionAnswer graph;
    private final ReadGraph readGraph;
    private final GraphVersions versions;
    private final PublishGraph publishGraph;
    private final Cursors cursors;

    public GraphFeature(ReadGraph readGraph, GraphVersions versions, PublishGraph publishGraph, Cursors cursors) {
        this.graph = new VersionAnswer(readGraph);
        this.readGraph = readGraph;
        this.versions = versions;
        this.publishGraph = publishGraph;
        this.cursors = cursors;
    }

    @Override
    public boolean configure(FeatureContext application) {
        PictureAnswer pictures = new PictureAnswer(readGraph, graph);
        application
                .register(new GraphResource(graph, pictures, publishGraph))
                .register(new ElementResource(graph, publishGraph))
                .register(new VersionsResource(versions, readGraph, publishGraph, cursors))
                .register(new GraphPictureResource(pictures));
        return true;
    }
}
