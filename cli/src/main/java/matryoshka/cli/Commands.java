package matryoshka.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import matryoshka.cli.graph.DiffCommand;
import matryoshka.cli.graph.ExportCommand;
import matryoshka.cli.graph.PlanCommand;
import matryoshka.cli.graph.PublishCommand;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.token.ExplainCommand;
import matryoshka.cli.token.InspectCommand;
import matryoshka.cli.token.IssueCommand;
import matryoshka.cli.token.PickCommand;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** All commands, put together. */
final class Commands {
    private static final int WIDTH = 100;

    private Commands() {}

    /** Runs one; returns its exit code: 0 done, 1 error, 2 it differs. */
    static int run(Shell shell, String... arguments) {
        int exitCode = commandLine(shell).execute(arguments);
        shell.out().flush();
        if (shell.out().checkError()) {
            shell.say("matryoshka: cannot write the result");
            exitCode = Failures.ERROR;
        }
        shell.err().flush();
        return exitCode;
    }

    private static CommandLine commandLine(Shell shell) {
        Failures failures = new Failures(shell);
        CommandLine graph = group("graph", "The graph of services as a file: have it, compare it, publish it.")
                .addSubcommand(new ExportCommand(shell))
                .addSubcommand(new DiffCommand(shell))
                .addSubcommand(new PublishCommand(shell))
                .addSubcommand(new PlanCommand(shell));
        CommandLine token = group("token", "Have tokens issued, and look into them.")
                .addSubcommand(new IssueCommand(shell))
                .addSubcommand(new InspectCommand(shell))
                .addSubcommand(new PickCommand(shell))
                .addSubcommand(new ExplainCommand(shell));
        CommandLine all = group("matryoshka", "Talks to an issuer of nested tokens.")
                .addSubcommand(graph)
                .addSubcommand(token);
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

    private static CommandLine group(String name, String description) {
        CommandSpec group = CommandSpec.create().name(name);
        group.usageMessage()
                .description(description)
                .width(WIDTH)
                .synopsisSubcommandLabel("COMMAND")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n");
        return new CommandLine(group);
    }

    private static void addHelp(CommandSpec all) {
        String version = Optional.ofNullable(Commands.class.getPackage().getImplementationVersion())
                .orElse("of an unknown version");
        all.version("matryoshka " + version);
        all.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("Says this.")
                .build());
        all.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Says the version of this program.")
                .build());
        all.usageMessage()
                .footerHeading("%n")
                .footer(
                        "Results go to standard output, everything else to standard error. Colours: only on a"
                                + " terminal, and not with NO_COLOR.",
                        "",
                        "Environment:",
                        "  MATRYOSHKA_ISSUER         the issuer's URL, where --issuer does not say it",
                        "  MATRYOSHKA_CLIENT_ID      who asks, where --credentials does not say it",
                        "  MATRYOSHKA_CLIENT_SECRET  the client's secret",
                        "  MATRYOSHKA_TOKEN          an access token instead of the two");
    }
}
