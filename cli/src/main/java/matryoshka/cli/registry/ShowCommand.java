package matryoshka.cli.registry;

import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code show} of a registry. */
@Command(name = "show", description = "Shows a registration with all its members.")
public final class ShowCommand implements Callable<Integer> {
    private final Shell shell;
    private final Registry registry;

    @Parameters(paramLabel = "ID", description = "The id.")
    private String id = "";

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public ShowCommand(Shell shell, Registry registry) {
        this.shell = shell;
        this.registry = registry;
    }

    @Override
    public Integer call() {
        AdminApi api = access.admin(shell, AdminApi::toReadClients);
        RegistrationView.one(registry).show(shell, output, registry.one(api, id));
        return 0;
    }
}
