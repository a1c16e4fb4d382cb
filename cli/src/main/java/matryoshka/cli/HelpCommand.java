package matryoshka.cli;

import java.util.List;
import java.util.concurrent.Callable;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code matryoshka help}: the same as {@code --help} after a command. */
@Command(name = "help", description = "Explains a command.", footer = "Example: matryoshka help graph apply")
final class HelpCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "A command, such as: graph apply.")
    private List<String> words = List.of();

    HelpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CommandLine command = spec.root().commandLine();
        for (String word : words) {
            command = command.getSubcommands().get(word);
            if (command == null) {
                throw new CommandFailed("there is no such command; try 'matryoshka help'");
            }
        }
        shell.out().print(command.getUsageMessage());
        return 0;
    }
}
