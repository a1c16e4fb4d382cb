package matryoshka.graph.dot;

import static matryoshka.graph.dot.DotWriter.literally;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import matryoshka.graph.Dependency;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;

/**
 * A graph as DOT: a node per service, an edge per dependency, a cluster per security context that somebody named. Line style tells the
 * sharing: solid for embed, dashed for exchange, dotted for reuse. The same graph always gives the same text.
 */
public final class GraphDot {
    private GraphDot() {}

    public static String of(GraphDocument document) {
        DotWriter dot = new DotWriter("matryoshka")
                .attribute("rankdir", "LR")
                .defaults("node", Map.of("shape", "box"))
                .defaults("edge", Map.of("fontsize", "10"));
        byContext(document).forEach((context, services) -> {
            boolean named = services.size() > 1 || services.get(0).context() != null;
            if (named) {
                dot.openCluster(context);
            }
            services.forEach(service -> dot.node(id(service.name()), attributes(service)));
            if (named) {
                dot.close();
            }
        });
        document.dependencies()
                .values()
                .forEach(dependency -> dot.edge(id(dependency.from()), id(dependency.to()), attributes(dependency)));
        return dot.finish();
    }

    private static SortedMap<String, List<Service>> byContext(GraphDocument document) {
        SortedMap<String, List<Service>> contexts = new TreeMap<>();
        document.services()
                .values()
                .forEach(service -> contexts.computeIfAbsent(service.effectiveContext(), name -> new ArrayList<>())
                        .add(service));
        return contexts;
    }

    private static String id(String service) {
        return literally(service);
    }

    private static Map<String, String> attributes(Service service) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("label", literally(service.name()));
        String tooltip = service.description() == null ? service.effectiveAudience() : service.description();
        attributes.put("tooltip", literally(tooltip));
        return attributes;
    }

    private static Map<String, String> attributes(Dependency dependency) {
        Map<String, String> attributes = new LinkedHashMap<>();
        String requires = dependency.requires().isEmpty() ? "" : literally(words(dependency.requires())) + "\\n";
        attributes.put("label", requires + "→ " + literally(words(dependency.grants())));
        attributes.put("style", lineStyle(dependency));
        if (dependency.confidential()) {
            attributes.put("arrowhead", "normalbox");
        }
        attributes.put("tooltip", literally(dependency.name()));
        return attributes;
    }

    private static String words(SortedSet<String> scopes) {
        return String.join(" ", scopes);
    }

    private static String lineStyle(Dependency dependency) {
        return switch (dependency.sharing()) {
            case EMBED -> "solid";
            case EXCHANGE -> "dashed";
            case REUSE -> "dotted";
        };
    }
}
