package matryoshka.service.graph.publish;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import matryoshka.graph.GraphDocument;
import matryoshka.service.graph.document.GraphDocumentReader;
import matryoshka.service.graph.versions.DocumentMemory;
import matryoshka.service.graph.versions.ReadGraph;
import matryoshka.service.graph.versions.SizeRules;
import matryoshka.service.graph.versions.VersionTags;

/** Reads changes from requests, publishes them and responds, within the memory reserved for documents. */
public final class EditAnswer {
    private final ReadGraph readGraph;
    private final PublishGraph publishGraph;
    private final SizeRules sizeRules;
    private final VersionTags tags;
    private final PublicationAnswer answers;
    private final DocumentMemory memory;

    public EditAnswer(
            ReadGraph readGraph,
            PublishGraph publishGraph,
            SizeRules sizeRules,
            VersionTags tags,
            DocumentMemory memory) {
        this.readGraph = readGraph;
        this.publishGraph = publishGraph;
        this.sizeRules = sizeRules;
        this.tags = tags;
        this.answers = new PublicationAnswer(tags);
        this.memory = memory;
    }

    public Response replace(byte[] body, HttpHeaders headers, PublishRequest request) {
        return answer(
                taken -> GraphEdits.replace(GraphDocumentReader.read(value(body, headers, taken))),
                request,
                answers::of);
    }

    /** Replaces an owner's part of the graph by the body, which contains nothing else. */
    public Response replaceOwned(byte[] body, String owner, HttpHeaders headers, PublishRequest request) {
        return answer(
                taken -> GraphEdits.replaceOwned(GraphDocumentReader.read(value(body, headers, taken)), owner),
                request,
                answers::of);
    }

    public Response patch(byte[] body, HttpHeaders headers, PublishRequest request) {
        return answer(
                taken -> GraphEdits.patch(MediaTypes.patch(body, headers.getMediaType(), sizeRules.limits(), taken)),
                request,
                answers::of);
    }

    public Response put(ElementKind kind, String name, byte[] body, HttpHeaders headers, PublishRequest request) {
        return answer(
                taken -> GraphEdits.put(kind, name, value(body, headers, taken)),
                request,
                publication -> answers.ofElement(publication, kind, name));
    }

    public Response remove(ElementKind kind, String name, PublishRequest request) {
        return answer(taken -> GraphEdits.remove(kind, name), request, answers::ofRemoval);
    }

    /** Publishes the content of an earlier version. */
    public Response restore(long version, PublishRequest request) {
        return answer(
                taken -> {
                    taken.takeLoaded(current(), 1);
                    return GraphEdits.replace(readGraph.document(version));
                },
                request,
                answers::of);
    }

    private JsonNode value(byte[] body, HttpHeaders headers, DocumentMemory.Taken taken) {
        return MediaTypes.value(body, headers.getMediaType(), sizeRules.limits(), taken);
    }

    private Response answer(
            Function<DocumentMemory.Taken, GraphEdit> read,
            PublishRequest request,
            Function<Publication, Response> answer) {
        PublishRequest byNumber = request.with(tags.byNumber(request.conditions()));
        return memory.forChangeOf(current(), taken -> answer.apply(publishGraph.publish(read.apply(taken), byNumber)));
    }

    private GraphDocument current() {
        return readGraph.current().document();
    }
}
