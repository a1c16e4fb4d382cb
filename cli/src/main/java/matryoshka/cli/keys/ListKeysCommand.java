package matryoshka.cli.keys;

import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.issuer.Request;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code matryoshka keys list}. */
@Command(name = "list", description = "Lists the issuer's signing keys and their states.")
public final class ListKeysCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public ListKeysCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        AdminApi api = access.admin(shell, AdminApi::toRotateKeys);
        KeysView.VIEW.show(shell, output, api.send(Request.get("/keys")).orFail());
        return 0;
    }
}
