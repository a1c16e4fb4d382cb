package matryoshka.cli.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;

/** How a command shows a response: as a table for people, as the issuer's JSON, or as the raw value for scripts. */
public final class View {
    private final Function<ObjectNode, String> table;
    private final Function<Answer, byte[]> raw;

    private View(Function<ObjectNode, String> table, Function<Answer, byte[]> raw) {
        this.table = table;
        this.raw = raw;
    }

    /** Creates a view whose raw value is the response itself. */
    public static View of(Function<ObjectNode, String> table) {
        return new View(table, Answer::body);
    }

    /** Creates a view whose raw value is computed from the response. */
    public static View of(Function<ObjectNode, String> table, Function<ObjectNode, String> value) {
        return new View(table, answer -> value.apply(answer.json()).getBytes(StandardCharsets.UTF_8));
    }

    /** Prints a response in the requested format. */
    public void show(Shell shell, Output output, Answer answer) {
        if (output.isRaw()) {
            shell.result(raw.apply(answer));
        } else if (output.isJson()) {
            shell.result(answer.body());
        } else {
            shell.out().print(table.apply(answer.json()));
        }
    }
}
