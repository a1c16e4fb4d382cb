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
            "Replaces an owner's part of the graph by FILE: its services, and the dependencies that lead from them.",
            "Removes the owner's elements that FILE does not have. Changes nothing of other owners; refuses a file that"
                    + " contains elements of others."
        },
        exitCodeList = {"0:published, or no difference", "1:error", "2:there are differences (with --dry-run)"},
        footer = "Example: matryoshka graph apply -f orders.yaml --owner team-orders --message \"Orders may refund\"")
public final class ApplyCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "A graph document with only the owner's elements, YAML or JSON; - reads standard input.")
    private String file = "";

    @Option(
            names = "--owner",
            required = true,
            paramLabel = "NAME",
            description = "The owner, as in the owners of services.")
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
