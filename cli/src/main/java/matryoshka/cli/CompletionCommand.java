package matryoshka.cli;

import java.util.concurrent.Callable;
import matryoshka.cli.terminal.Shell;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code matryoshka completion}. */
@Command(
        name = "completion",
        description = "Writes a script that completes commands and options in bash and zsh.",
        footer = "Example, in ~/.bashrc: source <(matryoshka completion)")
final class CompletionCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        shell.result(AutoComplete.bash("matryoshka", spec.root().commandLine()));
        return 0;
    }
}
