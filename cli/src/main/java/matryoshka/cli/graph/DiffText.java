package matryoshka.cli.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import matryoshka.cli.terminal.Colours;
import matryoshka.cli.terminal.Colours.Paint;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Printable;

/** A diff for people, one line for each value: {@code +} added, {@code -} removed, {@code ~} changed as the following lines show. */
final class DiffText {
    private static final JsonNode NOTHING = MissingNode.getInstance();
    private static final Map<String, String> SINGULAR =
            Map.of("services", "service", "dependencies", "dependency", "invariants", "invariant");

    private final Colours colours;
    private final StringBuilder text = new StringBuilder();

    private DiffText(Colours colours) {
        this.colours = colours;
    }

    /** Formats the {@code diff} and {@code impact} of a response; empty if there is no difference. */
    static String of(JsonNode answer, Colours colours) {
        DiffText text = new DiffText(colours);
        answer.path("diff").properties().forEach(kind -> text.elements(kind.getKey(), kind.getValue()));
        if (!text.text.isEmpty()) {
            ImpactText.of(answer.path("impact")).forEach(line -> text.line(Paint.PALE, line));
        }
        return text.text.toString();
    }

    private void elements(String kind, JsonNode diff) {
        String element = SINGULAR.getOrDefault(kind, kind) + " ";
        diff.path("added").properties().forEach(added -> {
            line(Paint.GOOD, "+ " + element + added.getKey());
            difference("", NOTHING, added.getValue());
        });
        diff.path("removed").properties().forEach(removed -> {
            line(Paint.BAD, "- " + element + removed.getKey());
            difference("", removed.getValue(), NOTHING);
        });
        diff.path("changed").properties().forEach(changed -> {
            line(Paint.CHANGED, "~ " + element + changed.getKey());
            changed.getValue().properties().forEach(member -> {
                JsonNode values = member.getValue();
                difference(member.getKey(), values.path("before"), values.path("after"));
            });
        });
    }

    /** Descends into objects, so that one additional scope is one additional line. */
    private void difference(String path, JsonNode before, JsonNode after) {
        boolean saysNothing = path.isEmpty() && before.isEmpty() && after.isEmpty();
        if (before.equals(after) || saysNothing) {
            return;
        }
        boolean hasMembers = !before.isEmpty() || !after.isEmpty();
        if (hasMembers && isObjectOrAbsent(before) && isObjectOrAbsent(after)) {
            SortedSet<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> difference(below(path, name), before.path(name), after.path(name)));
            return;
        }
        if (!isAbsent(before)) {
            line(Paint.BAD, "-   " + path + ": " + Json.plain(before));
        }
        if (!isAbsent(after)) {
            line(Paint.GOOD, "+   " + path + ": " + Json.plain(after));
        }
    }

    private void line(Paint paint, String line) {
        text.append(colours.paint(paint, Printable.of(line))).append('\n');
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    private static boolean isObjectOrAbsent(JsonNode value) {
        return value.isObject() || isAbsent(value);
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
