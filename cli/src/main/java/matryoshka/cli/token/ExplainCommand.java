package matryoshka.cli.token;

import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.issuer.Request;
import matryoshka.cli.issuer.View;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code matryoshka token explain}. */
@Command(
        name = "explain",
        description = {
            "Asks the issuer where a token's authority comes from: which dependencies, published by whom in which version,"
                    + " gave each scope to it and to its nested tokens; what has been published since that affects it; and"
                    + " what it would be today.",
            "The client needs graph:read. The token must be active."
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
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public ExplainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        String token = PresentedToken.read(access.input(file, "the token"), shell);
        Answer answer = access.admin(shell, AdminApi::toRead)
                .send(Request.post("/graph/explain", Json.object().put("token", token)))
                .orFail();
        View.of(ExplanationText::of).show(shell, output, answer);
        return 0;
    }
}
