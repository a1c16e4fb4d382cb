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
            "Publishes what the graph was at version N as its next version, and shows what that changes.",
            "History stays as it is. Today's rules apply, and so does the consent that a change needs."
        },
        exitCodeList = {"0:published, or the same", "1:error", "2:differs (with --dry-run)"},
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
