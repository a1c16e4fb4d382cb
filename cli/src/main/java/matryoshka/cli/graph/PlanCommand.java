package matryoshka.cli.graph;

import java.util.List;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matryoshka graph plan}. */
@Command(
        name = "plan",
        description = "Shows the tree of tokens that a client would get, without issuing any.",
        footer = "Example: matryoshka graph plan web-shop orders:place")
public final class PlanCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "CLIENT", description = "The client's id.")
    private String client = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "SCOPE",
            description = "What it asks for. Default: all that it has registered.")
    private List<String> scopes = List.of();

    @Option(
            names = "--version",
            paramLabel = "N",
            description = "By this version of the graph. Default: the current one.")
    private @Nullable Long version;

    @Mixin
    private final Asking asking = new Asking();

    @Mixin
    private final Output output = new Output();

    public PlanCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Answer answer = asking.graph(shell, AdminApi::toRead).plan(client, scopes, version);
        if (output.isJson()) {
            shell.result(answer.body());
        } else {
            shell.out().print(PlanText.of(answer.json()));
        }
        return 0;
    }
}
