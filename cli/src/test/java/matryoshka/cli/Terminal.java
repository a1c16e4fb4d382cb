package matryoshka.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import matryoshka.cli.terminal.Shell;

/** Runs commands as a user would, and holds what they say. */
final class Terminal {
    private final Map<String, String> environment = new HashMap<>();
    private String input = "";
    private boolean interactive;
    private Clock clock = Tokens.at(Tokens.NOW);

    /** What a command leaves behind. */
    record Result(int exitCode, String out, String err) {}

    Terminal with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Terminal typing(String text) {
        input = text;
        return this;
    }

    Terminal interactive() {
        interactive = true;
        return this;
    }

    Terminal at(Clock time) {
        clock = time;
        return this;
    }

    Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell = new Shell(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                environment,
                interactive,
                clock);
        int exitCode = Commands.run(shell, arguments);
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
