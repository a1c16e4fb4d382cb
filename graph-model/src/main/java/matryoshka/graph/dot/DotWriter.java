package matryoshka.graph.dot;

import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the DOT language. Quotes and escapes every id and value, so that none can end its string, begin an escape such as {@code \N}, or
 * be read as an entity or as markup. A line break in a text becomes one in the diagram.
 */
final class DotWriter {
    private final StringBuilder out = new StringBuilder();
    private int indent;

    DotWriter(String graphName) {
        open("digraph " + quoted(graphName));
    }

    DotWriter defaults(String kind, Map<String, String> attributes) {
        return line(kind + attributes(attributes));
    }

    DotWriter attribute(String name, String value) {
        return line(name + "=" + quoted(value));
    }

    DotWriter openCluster(String name) {
        return open("subgraph " + quoted("cluster_" + name)).attribute("label", name);
    }

    DotWriter node(String id, Map<String, String> attributes) {
        return line(quoted(id) + attributes(attributes));
    }

    DotWriter edge(String from, String to, Map<String, String> attributes) {
        return line(quoted(from) + " -> " + quoted(to) + attributes(attributes));
    }

    DotWriter close() {
        indent--;
        out.append("  ".repeat(indent)).append("}\n");
        return this;
    }

    /** Returns the whole text, once the graph itself is closed. */
    String finish() {
        return close().out.toString();
    }

    private DotWriter open(String head) {
        line(head + " {");
        indent++;
        return this;
    }

    private DotWriter line(String text) {
        out.append("  ".repeat(indent)).append(text).append('\n');
        return this;
    }

    private static String attributes(Map<String, String> attributes) {
        StringBuilder list = new StringBuilder(" [");
        new TreeMap<>(attributes).forEach((name, value) -> {
            if (list.length() > 2) {
                list.append(", ");
            }
            list.append(name).append('=').append(quoted(value));
        });
        return list.append(']').toString();
    }

    private static String quoted(String text) {
        return "\"" + Legible.rewrite(text, DotWriter::escaped) + "\"";
    }

    private static String escaped(int character) {
        return switch (character) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '&' -> "&amp;";
            case '\n' -> "\\n";
            default -> Character.toString(character);
        };
    }
}
