package matryoshka.cli.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;

/** How a command shows an answer: as a table for people, as the issuer's JSON, or as the bare value that scripts want. */
public final class View {
    private final Function<ObjectNode, String> table;
    private final Function<Answer, byte[]> raw;

    private View(Function<ObjectNode, String> table, Function<Answer, byte[]> raw) {
        this.table = table;
        this.raw = raw;
    }

    /** One whose bare value is the answer itself. */
    public static View of(Function<ObjectNode, String> table) {
        return new View(table, Answer::body);
    }

    /** One whose bare value is made of the answer. */
    public static View of(Function<ObjectNode, String> table, Function<ObjectNode, String> value) {
        return new View(table, answer -> value.apply(answer.json()).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes an answer as wanted. */
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
