package matryoshka.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** All commands of the command line. */
final class Commands {
    private Commands() {}

    /** Runs a command. Returns its exit code: 0 done, 1 error, 2 a negative answer. */
    static int run(Shell shell, String... arguments) {
        int exitCode = commandLine(shell, arguments).execute(arguments);
        shell.out().flush();
        if (shell.out().checkError()) {
            shell.say("matryoshka: cannot write the result");
            exitCode = Failures.ERROR;
        }
        shell.err().flush();
        return exitCode;
    }

    private static CommandLine commandLine(Shell shell, String... arguments) {
        Failures failures = new Failures(shell);
        CommandLine all = Tree.of(shell, arguments);
        addHelp(all.getCommandSpec());
        return all.setOut(writer(shell.out()))
                .setErr(writer(shell.err()))
                .setColorScheme(Help.defaultColorScheme(shell.colours().on() ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A scope, a message or a name may begin with an @.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(failures::ofUsage)
                .setExecutionExceptionHandler(failures::ofExecution);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static void addHelp(CommandSpec all) {
        String version = Optional.ofNullable(Commands.class.getPackage().getImplementationVersion())
                .orElse("of an unknown version");
        all.version("matryoshka " + version);
        all.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("Shows this help.")
                .build());
        all.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Shows the version of this program.")
                .build());
        all.usageMessage()
                .footerHeading("%n")
                .footer(
                        "Results go to standard output, everything else to standard error. Colours are used only"
                                + " on a terminal, and not if NO_COLOR is set.",
                        "",
                        "Environment:",
                        "  MATRYOSHKA_ISSUER         the issuer's URL, unless --issuer is given",
                        "  MATRYOSHKA_CLIENT_ID      the client's id, unless --credentials is given",
                        "  MATRYOSHKA_CLIENT_SECRET  the client's secret",
                        "  MATRYOSHKA_TOKEN          an access token instead of id and secret");
    }
}
