package matryoshka.service.graph.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import matryoshka.graph.GraphDocument;
import matryoshka.service.graph.document.GraphDocumentReader;
import matryoshka.service.graph.document.ReadDocument;

/** All the ways to change the graph. Each results in a whole document, which {@link AssessEdit} checks. */
public final class GraphEdits {
    private GraphEdits() {}

    public static GraphEdit replace(ReadDocument document) {
        return current -> new GraphEdit.To(document);
    }

    static GraphEdit replace(GraphDocument document) {
        return replace(new ReadDocument(document, List.of()));
    }

    /** Replaces an owner's part of the graph by a document that contains nothing else. */
    static GraphEdit replaceOwned(ReadDocument fragment, String owner) {
        return current -> new GraphEdit.To(ReplaceOwned.in(current, fragment, owner));
    }

    /** Applies a merge patch (RFC 7396) to the document's JSON form. */
    static GraphEdit patch(JsonNode patch) {
        return current -> new GraphEdit.To(PatchDocument.apply(current, patch));
    }

    /** Puts one element in place of another, or adds it. */
    static GraphEdit put(ElementKind kind, String name, JsonNode element) {
        ObjectNode only = JsonNodeFactory.instance.objectNode();
        only.putObject(kind.member()).set(name, element);
        ReadDocument read = GraphDocumentReader.read(only);
        return new OfElement(
                kind,
                name,
                current -> new GraphEdit.To(new ReadDocument(
                        kind.with(current, name, kind.in(read.document()).get(name)), read.violations())));
    }

    static GraphEdit remove(ElementKind kind, String name) {
        return new OfElement(
                kind,
                name,
                current -> kind.in(current).containsKey(name)
                        ? new GraphEdit.To(new ReadDocument(kind.with(current, name, null), List.of()))
                        : new GraphEdit.NothingThere());
    }

    private record OfElement(ElementKind kind, String name, GraphEdit edit) implements GraphEdit {
        @Override
        public Edited apply(GraphDocument current) {
            return edit.apply(current);
        }

        @Override
        public boolean changesSomethingIn(GraphDocument current) {
            return kind.in(current).containsKey(name);
        }
    }
}
