package matryoshka.cli.graph;

import java.util.concurrent.Callable;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code matryoshka restore}. */
@Command(
        name = "restore",
        description = {
            "Publishes the graph of version N as the next version, and shows what that changes.",
            "The history is kept. Today's rules apply, and the change needs the same consent as any other."
        },
        exitCodeList = {"0:published, or no difference", "1:error", "2:there are differences (with --dry-run)"},
        footer = "Example: matryoshka restore 16 --message \"Refunds were a mistake\"")
public final class RestoreCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "N", description = "The version to go back to.")
    private long version;

    @Mixin
    private final Publishing publishing = new Publishing();

    public RestoreCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return publishing.replaceVersion(shell, (graph, ifMatch, query) -> graph.restore(version, ifMatch, query));
    }
}
