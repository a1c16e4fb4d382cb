package matryoshka.cli.terminal;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What the process is given. Results go to {@code out}, everything else to {@code err}.
 *
 * @param terminal whether {@code out} is a terminal
 */
public record Shell(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        boolean terminal,
        Clock clock) {

    public Shell {
        environment = Map.copyOf(environment);
    }

    /** An environment variable; one that is set to nothing counts as absent. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Colours on a terminal that has them, unless the user wants none (no-color.org). */
    public Colours colours() {
        boolean dumb = variable("TERM").filter("dumb"::equals).isPresent();
        return new Colours(terminal && !dumb && variable("NO_COLOR").isEmpty());
    }

    /** Tells the user something that is no result. */
    public void say(String sentence) {
        err.println(Printable.of(sentence));
    }

    /** A raw result, ended by a line break. */
    public void result(byte[] raw) {
        out.write(raw, 0, raw.length);
        if (raw.length == 0 || raw[raw.length - 1] != '\n') {
            out.print('\n');
        }
    }

    /** A result that is text, ended by a line break. */
    public void result(String text) {
        result(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the environment, which holds secrets. */
    @Override
    public String toString() {
        return "shell";
    }
}
