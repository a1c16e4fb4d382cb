package matryoshka.cli.graph;

import java.util.concurrent.Callable;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code matryoshka graph apply}. */
@Command(
        name = "apply",
        description = {
            "Makes FILE all that an owner has in the graph: its services, and the dependencies that lead from them.",
            "What the owner has and FILE has not is removed. Nothing of anybody else changes; a file that holds"
                    + " something of another is refused."
        },
        exitCodeList = {"0:published, or the same", "1:error", "2:differs (with --dry-run)"},
        footer = "Example: matryoshka graph apply -f orders.yaml --owner team-orders --message \"Orders may refund\"")
public final class ApplyCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "A graph document with the owner's elements alone, YAML or JSON; - reads standard input.")
    private String file = "";

    @Option(
            names = "--owner",
            required = true,
            paramLabel = "NAME",
            description = "The owner, as services name it in their owners.")
    private String owner = "";

    @Mixin
    private final Publishing publishing = new Publishing();

    public ApplyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        GraphFile fragment = GraphFile.read(publishing.access().input(file, "the graph"), shell);
        return publishing.changeParts(
                shell, (graph, ifMatch, query) -> graph.put(fragment, ifMatch, query.with("owner", owner)));
    }
}
