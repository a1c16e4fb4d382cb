package matryoshka.cli.graph;

import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Form;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code matryoshka graph diff}. */
@Command(
        name = "diff",
        description = {
            "Shows what publishing FILE would change: + added, - removed, ~ changed.",
            "The issuer validates and compares; nothing is published. Requires graph:read."
        },
        exitCodeList = {"0:no difference", "1:error", "2:there are differences"},
        footer = "Example: matryoshka graph diff graph.yaml")
public final class DiffCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "A graph document, YAML or JSON; - reads standard input.")
    private String file = "";

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public DiffCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        GraphFile document = GraphFile.read(access.input(file, "the graph"), shell);
        GraphApi graph = new GraphApi(access.admin(shell, AdminApi::toTryOut));
        Change change = Change.of(graph.put(document, GraphApi.ANY, new Form().with("dry_run", "true")));
        change.show(shell, output);
        return change.exitCode();
    }
}
