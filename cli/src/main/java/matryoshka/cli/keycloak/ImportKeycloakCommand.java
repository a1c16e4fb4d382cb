package matryoshka.cli.keycloak;

import java.util.concurrent.Callable;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.terminal.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code matryoshka graph import keycloak}. */
@Command(
        name = "keycloak",
        usageHelpWidth = 100,
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        footerHeading = "%n",
        description = {
            "Proposes a graph from a realm export of Keycloak, and writes it to standard output.",
            "Publishes nothing and needs no issuer. Read the proposal before you publish it.",
            "Services, their scopes and who calls whom come from client roles, audience mappers, client scopes and service"
                    + " accounts. Comments say how to register the clients, and what to decide."
        },
        exitCodeList = {"0:done", "1:error"},
        footer = "Example: matryoshka graph import keycloak realm-export.json > graph.yaml")
public final class ImportKeycloakCommand implements Callable<Integer> {
    private static final int MAX_BYTES = 64 << 20;

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "The export, JSON; - reads standard input.")
    private String file = "";

    public ImportKeycloakCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Source source = new Source(file);
        RealmExport export = Json.object(source.read(shell, MAX_BYTES))
                .map(RealmExport::of)
                .orElseThrow(() -> new CommandFailed(source + " contains no JSON object"));
        shell.result(ProposalText.of(new ProposeGraph(export).proposal()).stripTrailing());
        return 0;
    }
}
