package matryoshka.service.graph;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.dot.GraphView;
import matryoshka.service.problems.ProblemException;

/** Draws the graph. */
final class PictureAnswer {
    private final ReadGraph readGraph;
    private final VersionAnswer graph;

    PictureAnswer(ReadGraph readGraph, VersionAnswer graph) {
        this.readGraph = readGraph;
        this.graph = graph;
    }

    Response draw(PictureParameters picture, HttpHeaders headers, Function<GraphView, String> drawing) {
        picture.check();
        Optional<GraphDocument> before = picture.comparedWith()
                .map(version -> readGraph
                        .at(version)
                        .orElseThrow(() -> ProblemException.of(404, "There is no such version of the graph."))
                        .document());
        return graph.of(picture.version(), headers, document -> drawing.apply(picture.of(document, before)));
    }
}
