package matryoshka.cli.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.Credentials;
import matryoshka.cli.issuer.CredentialsOption;
import matryoshka.cli.issuer.Http;
import matryoshka.cli.issuer.IssuerOption;
import matryoshka.cli.issuer.TokenEndpoint;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.terminal.Span;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code matryoshka token issue}. */
@Command(
        name = "issue",
        description = "Has a token issued to the client whose credentials are given, and writes it to standard output.",
        footer = "Example: matryoshka token issue --scope orders:place | matryoshka token inspect")
public final class IssueCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description =
                    "A scope, or several with spaces; may be repeated. Default: all that the client has registered.")
    private List<String> scopes = List.of();

    @Option(
            names = "--audience",
            paramLabel = "NAME",
            description = "Only for this service, by name or audience; may be repeated.")
    private List<String> audiences = List.of();

    @Mixin
    private final IssuerOption issuer = new IssuerOption();

    @Mixin
    private final CredentialsOption credentials = new CredentialsOption();

    @Mixin
    private final Output output = new Output();

    public IssueCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        TokenEndpoint endpoint = new TokenEndpoint(new Http(issuer.url(shell)));
        if (!(credentials.read(shell) instanceof Credentials.Client client)) {
            throw new CommandFailed("a token is issued to a client: give its credentials, not an access token");
        }
        Answer answer = endpoint.ask(client, scopes, audiences).orFail();
        if (output.isJson()) {
            shell.result(answer.body());
        } else {
            show(answer.json());
        }
        return 0;
    }

    private void show(ObjectNode answer) {
        shell.result(answer.path("access_token").asText().getBytes(StandardCharsets.UTF_8));
        shell.say(String.format(
                Locale.ROOT,
                "%s; lives %s; graph version %d, %.1f %% of the budget",
                answer.path("scope").asText(),
                Span.of(answer.path("expires_in").asLong()),
                answer.path("graph_version").asLong(),
                answer.path("budget_used").asDouble() * 100));
    }
}
