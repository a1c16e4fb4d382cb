package matryoshka.cli.terminal;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of the process. Results go to {@code out}, everything else to {@code err}.
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

    /** Returns an environment variable; an empty one counts as absent. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns colours if the terminal supports them, unless the user wants none (no-color.org). */
    public Colours colours() {
        boolean dumb = variable("TERM").filter("dumb"::equals).isPresent();
        return new Colours(terminal && !dumb && variable("NO_COLOR").isEmpty());
    }

    /** Tells the user something other than a result. */
    public void say(String sentence) {
        err.println(Printable.of(sentence));
    }

    /** Prints a raw result, followed by a line break. */
    public void result(byte[] raw) {
        out.write(raw, 0, raw.length);
        if (raw.length == 0 || raw[raw.length - 1] != '\n') {
            out.print('\n');
        }
    }

    /** Prints a text result, followed by a line break. */
    public void result(String text) {
        result(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the environment, which contains secrets. */
    @Override
    public String toString() {
        return "shell";
    }
}
