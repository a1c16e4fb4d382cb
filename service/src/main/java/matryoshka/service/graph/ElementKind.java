package matryoshka.service.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedMap;
import matryoshka.graph.GraphDocument;
import matryoshka.service.document.GraphDocumentWriter;

/** The two kinds of elements that have paths of their own. */
enum ElementKind {
    SERVICE("services") {
        @Override
        SortedMap<String, ?> in(GraphDocument document) {
            return document.services();
        }

        @Override
        Optional<ObjectNode> json(GraphDocument document, String name) {
            return Optional.ofNullable(document.services().get(name)).map(GraphDocumentWriter::service);
        }
    },
    DEPENDENCY("dependencies") {
        @Override
        SortedMap<String, ?> in(GraphDocument document) {
            return document.dependencies();
        }

        @Override
        Optional<ObjectNode> json(GraphDocument document, String name) {
            return Optional.ofNullable(document.dependencies().get(name)).map(GraphDocumentWriter::dependency);
        }
    };

    private final String member;

    ElementKind(String member) {
        this.member = member;
    }

    /** The kind of a path segment; the path admits no other. */
    static ElementKind of(String segment) {
        return segment.equals(SERVICE.member) ? SERVICE : DEPENDENCY;
    }

    /** The member of the graph document that holds them, and the segment of their path. */
    String member() {
        return member;
    }

    abstract SortedMap<String, ?> in(GraphDocument document);

    /** One element as it is in the document. */
    abstract Optional<ObjectNode> json(GraphDocument document, String name);
}
