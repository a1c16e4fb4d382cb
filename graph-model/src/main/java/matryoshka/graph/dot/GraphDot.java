package matryoshka.graph.dot;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.Sharing;
import matryoshka.graph.dot.GraphView.Shown;

/**
 * A graph as DOT: a node for each service, an arrow for the dependencies from one service to another, a cluster for each explicitly named
 * security context. The line style shows the sharing: solid for embed, dashed for exchange, dotted for reuse. Added elements are green,
 * changed ones orange, removed ones red; removed services also have a dashed frame, removed dependencies a bar at their tail. The same
 * graph always gives the same text.
 */
public final class GraphDot {
    private GraphDot() {}

    public static String of(GraphDocument document) {
        return of(GraphView.of(document));
    }

    public static String of(GraphView view) {
        DotWriter dot = new DotWriter("matryoshka")
                .attribute("rankdir", "LR")
                .defaults("node", Map.of("shape", "box"))
                .defaults("edge", Map.of("fontsize", "10"));
        view.byContext().forEach((context, services) -> {
            boolean framed = GraphView.isFramed(services);
            if (framed) {
                dot.openCluster(context);
            }
            services.forEach(shown -> dot.node(shown.element().name(), service(shown)));
            if (framed) {
                dot.close();
            }
        });
        Arrow.of(view).forEach(arrow -> dot.edge(arrow.from(), arrow.to(), attributes(arrow)));
        return dot.finish();
    }

    private static Map<String, String> service(Shown<Service> shown) {
        Service service = shown.element();
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("label", service.name());
        attributes.put("tooltip", tooltip(service));
        colour(attributes, shown.mark());
        if (shown.mark() == Mark.REMOVED) {
            attributes.put("style", "dashed");
        }
        return attributes;
    }

    private static String tooltip(Service service) {
        String what = service.description() == null ? service.effectiveAudience() : service.description();
        return what + listed("at", service.hosts()) + listed("presented by", service.presenters());
    }

    private static String listed(String what, Collection<String> names) {
        return names.isEmpty() ? "" : "; " + what + " " + String.join(", ", names);
    }

    private static Map<String, String> attributes(Arrow arrow) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("label", arrow.label());
        attributes.put("style", lineStyle(arrow.sharing()));
        if (arrow.isConfidential()) {
            attributes.put("arrowhead", "normalbox");
        }
        attributes.put("tooltip", arrow.names());
        colour(attributes, arrow.mark());
        if (arrow.mark() == Mark.REMOVED) {
            attributes.put("arrowtail", "tee");
            attributes.put("dir", "both");
        }
        return attributes;
    }

    private static void colour(Map<String, String> attributes, Mark mark) {
        String colour = Colours.of(mark);
        if (!colour.isEmpty()) {
            attributes.put("color", colour);
            attributes.put("fontcolor", colour);
        }
    }

    private static String lineStyle(Sharing sharing) {
        return switch (sharing) {
            case EMBED -> "solid";
            case EXCHANGE -> "dashed";
            case REUSE -> "dotted";
        };
    }
}
