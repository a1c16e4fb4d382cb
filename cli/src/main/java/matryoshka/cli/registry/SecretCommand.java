package matryoshka.cli.registry;

import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code secret} of a registry. */
@Command(
        name = "secret",
        description = "Generates another secret and shows it only this once. The two newest secrets are valid.")
public final class SecretCommand implements Callable<Integer> {
    private final Shell shell;
    private final Registry registry;

    @Parameters(paramLabel = "ID", description = "The id.")
    private String id = "";

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public SecretCommand(Shell shell, Registry registry) {
        this.shell = shell;
        this.registry = registry;
    }

    @Override
    public Integer call() {
        AdminApi api = access.admin(shell, AdminApi::toAdminister);
        RegistrationView.one(registry).show(shell, output, registry.addSecret(api, id));
        return 0;
    }
}
