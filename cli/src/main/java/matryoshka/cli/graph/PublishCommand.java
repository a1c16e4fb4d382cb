package matryoshka.cli.graph;

import java.util.concurrent.Callable;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code matryoshka graph publish}. */
@Command(
        name = "publish",
        description = {
            "Publishes FILE as the next version of the graph, and shows what that changes.",
            "A document without changes creates no version."
        },
        exitCodeList = {"0:published, or no difference", "1:error", "2:there are differences (with --dry-run)"},
        footer = "Example: matryoshka graph publish graph.yaml --if-match 17 --message \"Orders may refund\"")
public final class PublishCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "A graph document, YAML or JSON; - reads standard input.")
    private String file = "";

    @Mixin
    private final Publishing publishing = new Publishing();

    public PublishCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        GraphFile document = GraphFile.read(publishing.access().input(file, "the graph"), shell);
        return publishing.replaceVersion(shell, (graph, ifMatch, query) -> graph.put(document, ifMatch, query));
    }
}
