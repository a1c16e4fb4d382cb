package matryoshka.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import matryoshka.cli.terminal.Shell;

/** The command line {@code matryoshka}. */
public final class Matryoshka {
    /** Set by the launcher: not every version of Java can tell whether standard output is a terminal. */
    private static final String TERMINAL = "matryoshka.terminal";

    private Matryoshka() {}

    public static void main(String[] arguments) {
        // Libraries' messages are for pipelines, too: the same words and digits everywhere.
        Locale.setDefault(Locale.ROOT);
        Shell shell = new Shell(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.getenv(),
                Boolean.getBoolean(TERMINAL),
                Clock.systemUTC());
        System.exit(Commands.run(shell, arguments));
    }

    /** In UTF-8, whatever the locale, since other programs read the output too. */
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
