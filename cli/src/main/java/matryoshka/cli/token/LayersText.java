package matryoshka.cli.token;

import java.util.OptionalLong;
import matryoshka.cli.terminal.Colours;
import matryoshka.cli.terminal.Printable;
import matryoshka.cli.terminal.Span;
import matryoshka.cli.terminal.Table;

/** Layers for people: one row for each, below the enclosing one. */
final class LayersText {
    private static final String INDENT = "  ";

    private final Table table = new Table("AUDIENCE", "SCOPES", "HOLDER", "ACT", "LIFE", "BYTES", "VERDICT");
    private final Colours colours;
    private final long now;

    private LayersText(Colours colours, long now) {
        this.colours = colours;
        this.now = now;
    }

    /** @param now seconds since the epoch */
    static String of(Layer outer, Colours colours, long now) {
        LayersText text = new LayersText(colours, now);
        text.add(outer, "");
        return text.table.text();
    }

    private void add(Layer layer, String indent) {
        table.add(
                indent + printable(String.join(" ", layer.audiences())),
                printable(layer.scope()),
                printable(layer.holder()),
                printable(String.join(" < ", layer.actors())),
                life(layer.remaining(now)),
                Integer.toString(layer.bytes()),
                verdict(layer));
        layer.embedded().forEach(embedded -> add(embedded, indent + INDENT));
    }

    private static String life(OptionalLong remaining) {
        if (remaining.isEmpty()) {
            return "-";
        }
        long seconds = remaining.getAsLong();
        return seconds > 0 ? Span.of(seconds) : Span.of(-seconds) + " ago";
    }

    private String verdict(Layer layer) {
        String words = layer.verdict().words;
        String reason = layer.judgement().reason();
        if (layer.verdict() == Verdict.ENCRYPTED) {
            words += " to " + Printable.of(layer.kid());
        } else if (!reason.isEmpty()) {
            words += " (" + reason + ")";
        }
        return colours.paint(layer.verdict().paint, words);
    }

    private static String printable(String text) {
        return text.isEmpty() ? "-" : Printable.of(text);
    }
}
