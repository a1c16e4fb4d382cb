package matryoshka.service.platform.audit;

import com.fasterxml.jackson.databind.node.TextNode;

/** Builds one line: what happened, and its members in the order in which they are added. Another format of the log would be made here. */
final class AuditLine {
    private final StringBuilder line;

    /** @param event what happened, in a few fixed words */
    AuditLine(String event) {
        line = new StringBuilder(event);
    }

    /** Adds a member, as it is. The value must be free of line breaks. */
    AuditLine with(String name, Object value) {
        line.append(' ').append(name).append('=').append(value);
        return this;
    }

    /** Adds a member in quotes, escaped as in JSON: a value that can have spaces. */
    AuditLine quoted(String name, String value) {
        return with(name, new TextNode(value));
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
