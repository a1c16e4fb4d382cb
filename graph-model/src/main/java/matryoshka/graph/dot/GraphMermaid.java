package matryoshka.graph.dot;

import java.util.SortedMap;
import matryoshka.graph.GraphDocument;
import matryoshka.graph.Service;
import matryoshka.graph.Sharing;
import matryoshka.graph.dot.GraphView.Shown;

/**
 * A graph as a Mermaid flowchart, which many sites render inside a text. The line style shows the sharing: solid for embed, dotted for
 * exchange, thick for reuse; the colours are those of {@link GraphDot}. The same graph always gives the same text.
 */
public final class GraphMermaid {
    private GraphMermaid() {}

    public static String of(GraphDocument document) {
        return of(GraphView.of(document));
    }

    public static String of(GraphView view) {
        MermaidWriter mermaid = new MermaidWriter();
        view.byContext().forEach((context, services) -> {
            boolean framed = GraphView.isFramed(services);
            if (framed) {
                mermaid.openFrame(context);
            }
            services.forEach(shown ->
                    mermaid.node(shown.element().name(), shown.element().name()));
            if (framed) {
                mermaid.closeFrame();
            }
        });
        arrows(mermaid, view);
        services(mermaid, view.services());
        return mermaid.finish();
    }

    private static void arrows(MermaidWriter mermaid, GraphView view) {
        for (Arrow arrow : Arrow.of(view)) {
            mermaid.edge(arrow.from(), line(arrow.sharing()), arrow.to(), arrow.label());
            if (arrow.mark() != Mark.SAME) {
                String colour = Colours.of(arrow.mark());
                mermaid.edgeStyle("stroke:" + colour + ",color:" + colour);
            }
        }
    }

    private static void services(MermaidWriter mermaid, SortedMap<String, Shown<Service>> services) {
        services.values().forEach(shown -> {
            if (shown.mark() != Mark.SAME) {
                String dashed = shown.mark() == Mark.REMOVED ? ",stroke-dasharray:5 5" : "";
                mermaid.nodeStyle(shown.element().name(), "stroke:" + Colours.of(shown.mark()) + dashed);
            }
        });
    }

    private static String line(Sharing sharing) {
        return switch (sharing) {
            case EMBED -> "-->";
            case EXCHANGE -> "-.->";
            case REUSE -> "==>";
        };
    }
}
