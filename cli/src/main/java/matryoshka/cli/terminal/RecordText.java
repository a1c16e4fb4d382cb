package matryoshka.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A JSON object for people, one line for each member. Names of nested members are joined with a dot. */
public final class RecordText {
    private final Table table = new Table("MEMBER", "VALUE");

    private RecordText() {}

    public static String of(ObjectNode object) {
        RecordText text = new RecordText();
        text.add("", object);
        return text.table.text();
    }

    private void add(String path, JsonNode value) {
        if (value.isObject() && !value.isEmpty()) {
            value.properties()
                    .forEach(member ->
                            add(path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue()));
        } else if (value.isArray() && Json.texts(value).size() == value.size()) {
            row(path, Json.plain(Json.words(value)));
        } else {
            row(path, value.isObject() ? "" : Json.plain(value));
        }
    }

    private void row(String path, String value) {
        table.add(Printable.of(path), value);
    }
}
