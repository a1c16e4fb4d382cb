package matryoshka.service.graph.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import matryoshka.graph.ClaimRules;
import matryoshka.graph.Confirmation;
import matryoshka.graph.Dependency;
import matryoshka.graph.DependencyTerms;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Invariant;
import matryoshka.graph.Service;
import matryoshka.graph.ServiceKeys;
import matryoshka.service.platform.json.DocumentFormat;
import matryoshka.service.platform.json.JsonValues;
import org.jspecify.annotations.Nullable;

/** Writes graph documents in their one canonical form: sorted, and without members that have their default. */
public final class GraphDocumentWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private GraphDocumentWriter() {}

    /** Returns the UTF-8 bytes of a document. Reading them gives an equal document. */
    public static byte[] write(GraphDocument document, DocumentFormat format) {
        return format.printParts(root -> {
            root.writeStartObject();
            write(root, "services", document.services(), GraphDocumentWriter::service);
            write(root, "dependencies", document.dependencies(), GraphDocumentWriter::dependency);
            if (!document.invariants().isEmpty()) {
                write(root, "invariants", document.invariants(), GraphDocumentWriter::invariant);
            }
            root.writeEndObject();
        });
    }

    /** Writes one element at a time, so that the tree of all elements never exists in memory. */
    private static <E> void write(
            JsonGenerator root, String section, SortedMap<String, E> elements, Function<E, ObjectNode> node)
            throws IOException {
        root.writeObjectFieldStart(section);
        for (Map.Entry<String, E> element : elements.entrySet()) {
            root.writeFieldName(element.getKey());
            root.writeTree(node.apply(element.getValue()));
        }
        root.writeEndObject();
    }

    public static ObjectNode document(GraphDocument document) {
        ObjectNode root = JSON.objectNode();
        ObjectNode services = root.putObject("services");
        document.services().forEach((name, service) -> services.set(name, service(service)));
        ObjectNode dependencies = root.putObject("dependencies");
        document.dependencies().forEach((name, dependency) -> dependencies.set(name, dependency(dependency)));
        if (!document.invariants().isEmpty()) {
            ObjectNode invariants = root.putObject("invariants");
            document.invariants().forEach((name, invariant) -> invariants.set(name, invariant(invariant)));
        }
        return root;
    }

    /** Writes a service without its name. */
    public static ObjectNode service(Service service) {
        ObjectNode node = JSON.objectNode();
        putText(node, "audience", service.audience());
        putText(node, "context", service.context());
        putText(node, "description", service.description());
        putTexts(node, "owners", service.owners());
        putDuration(node, "lifetime", service.lifetime());
        node.set("scopes", texts(service.scopes()));
        if (!service.keys().equals(ServiceKeys.NONE)) {
            node.set("keys", keys(service.keys()));
        }
        putTexts(node, "hosts", service.hosts());
        putTexts(node, "presenters", service.presenters());
        return node;
    }

    /** Writes a dependency without its name. */
    public static ObjectNode dependency(Dependency dependency) {
        ObjectNode node = JSON.objectNode();
        node.put("from", dependency.from());
        node.put("to", dependency.to());
        putTexts(node, "requires", dependency.requires().toList());
        node.set("grants", texts(dependency.grants().toList()));
        node.put("sharing", dependency.sharing().word());
        putTexts(node, "clients", dependency.clients() == null ? Set.of() : dependency.clients());
        putDuration(node, "lifetime", dependency.lifetime());
        if (dependency.confidential()) {
            node.put("confidential", true);
        }
        if (!dependency.claims().equals(ClaimRules.NONE)) {
            node.set("claims", claims(dependency.claims()));
        }
        putTerms(node, dependency.terms());
        return node;
    }

    private static void putTerms(ObjectNode node, DependencyTerms terms) {
        putText(node, "when", terms.when());
        if (!terms.parameters().isEmpty()) {
            ObjectNode parameters = node.putObject("parameters");
            terms.parameters()
                    .forEach((name, pattern) -> parameters.putObject(name).put("pattern", pattern));
        }
        putDuration(node, "extend", terms.extend());
        if (terms.excess() != null) {
            node.putObject("staleness").put("excess", terms.excess().word());
        }
    }

    /** Writes an invariant without its name. */
    public static ObjectNode invariant(Invariant invariant) {
        ObjectNode node = JSON.objectNode();
        if (invariant instanceof Invariant.Never never) {
            return node.put("from", never.from()).put("never", never.scope());
        }
        if (invariant instanceof Invariant.Callers callers) {
            node.put("service", callers.service()).set("callers", texts(callers.callers()));
            return node;
        }
        return node.put("max_depth", ((Invariant.MaxDepth) invariant).maxDepth());
    }

    private static ObjectNode keys(ServiceKeys keys) {
        ObjectNode node = JSON.objectNode();
        List<Confirmation> confirmations = keys.confirmations();
        if (confirmations.size() == 1) {
            put(node.putObject("confirmation"), confirmations.get(0));
        } else if (!confirmations.isEmpty()) {
            ArrayNode list = node.putArray("confirmation");
            confirmations.forEach(key -> put(list.addObject(), key));
        }
        if (keys.encryption() != null) {
            node.set("encryption", texts(keys.encryption()));
        }
        return node;
    }

    private static void put(ObjectNode node, Confirmation key) {
        node.put(key.method(), key.thumbprint());
    }

    private static ObjectNode claims(ClaimRules claims) {
        ObjectNode node = JSON.objectNode();
        putTexts(node, "pass", claims.pass());
        if (!claims.set().isEmpty()) {
            node.set("set", JsonValues.node(claims.set()));
        }
        return node;
    }

    private static ObjectNode texts(Map<String, String> texts) {
        ObjectNode node = JSON.objectNode();
        texts.forEach(node::put);
        return node;
    }

    private static ArrayNode texts(Collection<String> texts) {
        ArrayNode node = JSON.arrayNode(texts.size());
        texts.forEach(node::add);
        return node;
    }

    private static void putText(ObjectNode node, String member, @Nullable String text) {
        if (text != null) {
            node.put(member, text);
        }
    }

    private static void putTexts(ObjectNode node, String member, Collection<String> texts) {
        if (!texts.isEmpty()) {
            node.set(member, texts(texts));
        }
    }

    private static void putDuration(ObjectNode node, String member, @Nullable Duration duration) {
        if (duration != null) {
            node.put(member, duration.toString());
        }
    }
}
