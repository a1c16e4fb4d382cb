package matryoshka.cli.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;

/** The changes that a document makes, or has made, according to the issuer. */
record Change(Answer answer, ObjectNode json) {
    /** The exit code for pipelines if there is no difference. */
    static final int SAME = 0;
    /** The exit code for pipelines if there are differences. */
    static final int DIFFERS = 2;

    static Change of(Answer answer) {
        return new Change(answer, answer.orFail().json());
    }

    /** Returns the version of the graph after the change; in a dry run, the one compared with. */
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

    /** Prints it in the requested format. */
    void show(Shell shell, Output output) {
        if (output.isRaw()) {
            shell.result(Long.toString(version()));
        } else if (output.isJson()) {
            shell.result(answer.body());
        } else {
            shell.out().print(DiffText.of(json, shell.colours()));
        }
        if (!differs()) {
            shell.say("no difference from version " + version());
        }
    }
}
