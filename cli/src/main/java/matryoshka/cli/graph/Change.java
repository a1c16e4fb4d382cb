package matryoshka.cli.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;

/** What the issuer says that a document changes, or has changed. */
record Change(Answer answer, ObjectNode json) {
    /** A pipeline's exit code where the document and the graph are the same. */
    static final int SAME = 0;
    /** A pipeline's exit code where they differ. */
    static final int DIFFERS = 2;

    static Change of(Answer answer) {
        return new Change(answer, answer.orFail().json());
    }

    /** The version of the graph after the change; of a dry run, the one compared with. */
    long version() {
        return json.path("version").asLong();
    }

    boolean differs() {
        for (JsonNode kind : json.path("diff")) {
            for (JsonNode elements : kind) {
                if (!elements.isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    int exitCode() {
        return differs() ? DIFFERS : SAME;
    }

    /** Writes it as wanted. */
    void show(Shell shell, Output output) {
        if (output.isRaw()) {
            shell.result(Long.toString(version()));
        } else if (output.isJson()) {
            shell.result(answer.body());
        } else {
            shell.out().print(DiffText.of(json, shell.colours()));
        }
        if (!differs()) {
            shell.say("same as version " + version());
        }
    }
}
