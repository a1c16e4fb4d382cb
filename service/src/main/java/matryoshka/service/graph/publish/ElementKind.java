package matryoshka.service.graph.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.service.graph.document.GraphDocumentWriter;
import org.jspecify.annotations.Nullable;

/** The two kinds of elements that have paths of their own. */
public enum ElementKind {
    SERVICE("services") {
        @Override
        SortedMap<String, ?> in(GraphDocument document) {
            return document.services();
        }

        @Override
        public Optional<ObjectNode> json(GraphDocument document, String name) {
            return Optional.ofNullable(document.services().get(name)).map(GraphDocumentWriter::service);
        }

        @Override
        GraphDocument with(GraphDocument document, String name, @Nullable Object element) {
            return document.withServices(changed(document.services(), name, (Service) element));
        }
    },
    DEPENDENCY("dependencies") {
        @Override
        SortedMap<String, ?> in(GraphDocument document) {
            return document.dependencies();
        }

        @Override
        public Optional<ObjectNode> json(GraphDocument document, String name) {
            return Optional.ofNullable(document.dependencies().get(name)).map(GraphDocumentWriter::dependency);
        }

        @Override
        GraphDocument with(GraphDocument document, String name, @Nullable Object element) {
            return document.withDependencies(changed(document.dependencies(), name, (Dependency) element));
        }
    };

    private final String member;

    ElementKind(String member) {
        this.member = member;
    }

    /** Returns the kind of a path segment; the path pattern permits no other segment. */
    public static ElementKind of(String segment) {
        return segment.equals(SERVICE.member) ? SERVICE : DEPENDENCY;
    }

    /** Returns the member of the graph document that contains these elements, which is also their path segment. */
    String member() {
        return member;
    }

    abstract SortedMap<String, ?> in(GraphDocument document);

    /** Returns one element as it is in the document. */
    public abstract Optional<ObjectNode> json(GraphDocument document, String name);

    /** Returns the document with this element in place of the one with this name; null removes it. */
    abstract GraphDocument with(GraphDocument document, String name, @Nullable Object element);

    private static <E> SortedMap<String, E> changed(SortedMap<String, E> elements, String name, @Nullable E element) {
        SortedMap<String, E> changed = new TreeMap<>(elements);
        if (element == null) {
            changed.remove(name);
        } else {
            changed.put(name, element);
        }
        return changed;
    }
}
