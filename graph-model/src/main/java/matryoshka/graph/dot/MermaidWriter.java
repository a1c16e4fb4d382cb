package matryoshka.graph.dot;

import java.util.HashMap;
import java.util.Map;

/**
 * Writes Mermaid flowcharts. Nodes get generated numbers as ids. Every text is quoted, with all characters but letters, digits and a few
 * marks as entity codes, so that none can end its string, begin a comment or a directive, or be read as markup.
 */
final class MermaidWriter {
    private static final String PLAIN_MARKS = " .,_-/:→";

    private final StringBuilder out = new StringBuilder("flowchart LR\n");
    private final Map<String, String> ids = new HashMap<>();
    private int indent = 1;
    private int frames;
    private int edges;

    MermaidWriter openFrame(String label) {
        frames++;
        line("subgraph c" + frames + "[" + quoted(label) + "]");
        indent++;
        return this;
    }

    MermaidWriter closeFrame() {
        indent--;
        return line("end");
    }

    MermaidWriter node(String key, String label) {
        return line(id(key) + "[" + quoted(label) + "]");
    }

    /** @param arrow such as {@code -->} */
    MermaidWriter edge(String from, String arrow, String to, String label) {
        edges++;
        return line(id(from) + " " + arrow + (label.isEmpty() ? "" : "|" + quoted(label) + "|") + " " + id(to));
    }

    MermaidWriter nodeStyle(String key, String style) {
        return line("style " + id(key) + " " + style);
    }

    /** Sets the style of the edge that was written last. */
    MermaidWriter edgeStyle(String style) {
        return line("linkStyle " + (edges - 1) + " " + style);
    }

    String finish() {
        return out.toString();
    }

    private String id(String key) {
        return ids.computeIfAbsent(key, unknown -> "n" + (ids.size() + 1));
    }

    private MermaidWriter line(String text) {
        out.append("  ".repeat(indent)).append(text).append('\n');
        return this;
    }

    private static String quoted(String text) {
        if (text.isEmpty()) {
            return "\"#160;\""; // an empty string is a syntax error
        }
        return "\"" + Legible.rewrite(text, MermaidWriter::escaped) + "\"";
    }

    private static String escaped(int character) {
        if (character == '\n') {
            return "<br/>";
        }
        boolean plain = Character.isLetterOrDigit(character) || PLAIN_MARKS.indexOf(character) >= 0;
        return plain ? Character.toString(character) : "#" + character + ";";
    }
}
