package matryoshka.cli.registry;

import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code list} of a registry. */
@Command(name = "list", description = "Lists all registrations.")
public final class ListCommand implements Callable<Integer> {
    private final Shell shell;
    private final Registry registry;

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public ListCommand(Shell shell, Registry registry) {
        this.shell = shell;
        this.registry = registry;
    }

    @Override
    public Integer call() {
        AdminApi api = access.admin(shell, AdminApi::toReadClients);
        RegistrationView.many(registry).show(shell, output, registry.all(api));
        return 0;
    }
}
