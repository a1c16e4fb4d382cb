package matryoshka.service.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import matryoshka.graph.GraphDocument;
import matryoshka.service.document.GraphDocumentReader;
import matryoshka.service.document.GraphDocumentWriter;
import matryoshka.service.document.ReadDocument;

/** Every way in which the graph can be changed. All of them end in a whole document, which one judge judges. */
public final class GraphEdits {
    private GraphEdits() {}

    public static GraphEdit replace(ReadDocument document) {
        return current -> new GraphEdit.To(document);
    }

    static GraphEdit replace(GraphDocument document) {
        return replace(new ReadDocument(document, List.of()));
    }

    /** RFC 7396 on the document's JSON form. */
    static GraphEdit patch(JsonNode patch) {
        return current -> {
            JsonNode patched = MergePatch.apply(GraphDocumentWriter.document(current), patch);
            return new GraphEdit.To(GraphDocumentReader.read(patched));
        };
    }

    /** Puts one element in the place of another, or of none. */
    static GraphEdit put(ElementKind kind, String name, JsonNode element) {
        return current -> {
            ObjectNode document = GraphDocumentWriter.document(current);
            document.withObjectProperty(kind.member()).set(name, element);
            return new GraphEdit.To(GraphDocumentReader.read(document));
        };
    }

    static GraphEdit remove(ElementKind kind, String name) {
        return current -> {
            if (!kind.in(current).containsKey(name)) {
                return new GraphEdit.NothingThere();
            }
            ObjectNode document = GraphDocumentWriter.document(current);
            document.withObjectProperty(kind.member()).remove(name);
            return new GraphEdit.To(GraphDocumentReader.read(document));
        };
    }
}
