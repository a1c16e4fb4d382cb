package matryoshka.cli.graph;

import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code matryoshka graph export}. */
@Command(
        name = "export",
        description = "Writes the issuer's graph document to standard output.",
        footer = "Example: matryoshka graph export > graph.yaml")
public final class ExportCommand implements Callable<Integer> {
    private enum Format {
        YAML,
        JSON
    }

    private final Shell shell;

    @Option(names = "--version", paramLabel = "N", description = "The version of the graph. Default: the current one.")
    private @Nullable Long version;

    @Option(
            names = "--format",
            paramLabel = "yaml|json",
            description = "Default: yaml, unless --output says otherwise.")
    private @Nullable Format format;

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        boolean jsonWanted = output.is(Output.Format.JSON);
        if (jsonWanted && format == Format.YAML) {
            throw new CommandFailed("--format yaml and --output json contradict each other");
        }
        GraphApi graph = new GraphApi(access.admin(shell, AdminApi::toRead));
        shell.result(graph.export(version, jsonWanted || format == Format.JSON ? GraphFile.JSON : GraphFile.YAML));
        return 0;
    }
}
