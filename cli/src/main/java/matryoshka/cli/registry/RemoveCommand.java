package matryoshka.cli.registry;

import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code remove} of a registry. */
@Command(name = "remove", description = "Removes a registration.")
public final class RemoveCommand implements Callable<Integer> {
    private final Shell shell;
    private final Registry registry;

    @Parameters(paramLabel = "ID", description = "The id.")
    private String id = "";

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public RemoveCommand(Shell shell, Registry registry) {
        this.shell = shell;
        this.registry = registry;
    }

    @Override
    public Integer call() {
        registry.remove(access.admin(shell, AdminApi::toAdminister), id);
        if (!output.isJson()) {
            shell.say(registry.noun() + " " + id + " removed");
        }
        return 0;
    }
}
