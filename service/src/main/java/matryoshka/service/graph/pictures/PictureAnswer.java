package matryoshka.service.graph.pictures;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.dot.GraphView;
import matryoshka.service.graph.versions.DocumentMemory;
import matryoshka.service.graph.versions.ReadGraph;
import matryoshka.service.graph.versions.VersionAnswer;
import matryoshka.service.graph.versions.VersionAnswer.Form;

/** Draws the graph. */
public final class PictureAnswer {
    private final ReadGraph readGraph;
    private final VersionAnswer graph;
    private final DocumentMemory memory;

    public PictureAnswer(ReadGraph readGraph, VersionAnswer graph, DocumentMemory memory) {
        this.readGraph = readGraph;
        this.graph = graph;
        this.memory = memory;
    }

    public Response draw(
            PictureParameters picture, Form form, HttpHeaders headers, Function<GraphView, String> drawing) {
        picture.check();
        Optional<Long> compared = picture.comparedWith();
        GraphDocument current = readGraph.current().document();
        return memory.forVersions(current, compared.isPresent() ? 1 : 0, 1, () -> {
            Optional<GraphDocument> before = compared.map(readGraph::document);
            return graph.whole(
                    picture.version(), form, headers, document -> drawing.apply(picture.of(document, before)));
        });
    }
}
