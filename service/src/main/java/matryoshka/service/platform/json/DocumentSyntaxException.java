package matryoshka.service.platform.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** A body that is not one JSON or YAML value, so that there is nothing to point into. Its message is one sentence for the sender. */
public final class DocumentSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    private DocumentSyntaxException(JsonLocation at, String message) {
        super(message);
        line = Math.max(1, at.getLineNr());
        column = Math.max(1, at.getColumnNr());
    }

    /** Where parsing stopped, the first line being 1. */
    public int line() {
        return line;
    }

    /** Where in its line parsing stopped, the first column being 1. */
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

    /** The YAML parser's own message repeats location and source over many lines; its problem is the sentence in it. */
    private static String sentence(JacksonException fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException marked && marked.getProblem() != null) {
                return marked.getProblem();
            }
        }
        return String.valueOf(fault.getOriginalMessage()).lines().findFirst().orElse("not readable");
    }
}
