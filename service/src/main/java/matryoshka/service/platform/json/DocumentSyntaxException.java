package matryoshka.service.platform.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** A body is not exactly one JSON or YAML value, so no pointer can refer to its parts. The message is one sentence for the sender. */
public final class DocumentSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    private DocumentSyntaxException(JsonLocation at, String message) {
        super(message);
        line = Math.max(1, at.getLineNr());
        column = Math.max(1, at.getColumnNr());
    }

    /** Returns the line where parsing stopped; the first line is 1. */
    public int line() {
        return line;
    }

    /** Returns the column where parsing stopped; the first column is 1. */
    public int column() {
        return column;
    }

    static DocumentSyntaxException at(JsonLocation location, String message) {
        return new DocumentSyntaxException(location, message);
    }

    static DocumentSyntaxException of(JacksonException fault) {
        JsonLocation location = fault.getLocation() == null ? JsonLocation.NA : fault.getLocation();
        return new DocumentSyntaxException(location, sentence(fault));
    }

    /** Extracts one sentence: the YAML parser's own message repeats location and source over many lines. */
    private static String sentence(JacksonException fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException marked && marked.getProblem() != null) {
                return marked.getProblem();
            }
        }
        return String.valueOf(fault.getOriginalMessage()).lines().findFirst().orElse("not readable");
    }
}
