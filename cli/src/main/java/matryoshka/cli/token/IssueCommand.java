package matryoshka.cli.token;

import java.util.List;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.IssuedToken;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.issuer.TokenEndpoint;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code matryoshka token issue}. */
@Command(
        name = "issue",
        description = "Gets a token for the client with the given credentials, and writes it to standard output.",
        footer = "Example: matryoshka token issue --scope orders:place | matryoshka token inspect")
public final class IssueCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description =
                    "A scope, or several separated by spaces; may be repeated. Default: all scopes that the client has registered.")
    private List<String> scopes = List.of();

    @Option(
            names = "--audience",
            paramLabel = "NAME",
            description = "Only for this service, by name or audience; may be repeated.")
    private List<String> audiences = List.of();

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public IssueCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        TokenEndpoint endpoint = new TokenEndpoint(access.oauth(shell));
        IssuedToken.show(shell, output, endpoint.ask(scopes, audiences).orFail());
        return 0;
    }
}
