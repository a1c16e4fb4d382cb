package matryoshka.cli.token;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.CredentialsOption;
import matryoshka.cli.issuer.Http;
import matryoshka.cli.issuer.IssuerOption;
import matryoshka.cli.issuer.Request;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.terminal.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code matryoshka token explain}. */
@Command(
        name = "explain",
        description = {
            "Asks the issuer why a token holds what it holds: which dependencies, published by whom in which version,"
                    + " gave it and those nested in it each scope; what has been published since that concerns it; and"
                    + " what it would be today.",
            "Who asks needs graph:read. The token must be alive."
        },
        footer = "Example: matryoshka token explain --credentials var/admin-client.json token")
public final class ExplainCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A token, or the token endpoint's JSON answer. Default: -, standard input.")
    private String file = "-";

    @Mixin
    private final IssuerOption issuer = new IssuerOption();

    @Mixin
    private final CredentialsOption credentials = new CredentialsOption();

    @Mixin
    private final Output output = new Output();

    public ExplainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Source source = new Source(file);
        if (source.isStandardInput() && credentials.isStandardInput()) {
            throw new CommandFailed("standard input can give the token or the credentials, not both");
        }
        String token = PresentedToken.read(source, shell);
        Answer answer = AdminApi.toRead(new Http(issuer.url(shell)), credentials.read(shell))
                .send(Request.post("/graph/explain", body(token)).with("Content-Type", "application/json"))
                .orFail();
        if (output.isJson()) {
            shell.result(answer.body());
        } else {
            shell.out().print(ExplanationText.of(answer.json()));
        }
        return 0;
    }

    private static byte[] body(String token) {
        return Json.object().put("token", token).toString().getBytes(StandardCharsets.UTF_8);
    }
}
