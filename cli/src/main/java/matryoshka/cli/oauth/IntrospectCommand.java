package matryoshka.cli.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.Form;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.issuer.View;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.RecordText;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.token.PresentedToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matryoshka introspect}. */
@Command(
        name = "introspect",
        description = {
            "Asks the issuer whether a token is active, and whether it is stale (RFC 7662).",
            "The client must be a service that the token is for, or have tokens:introspect. Any other client is told"
                    + " that the token is not active."
        },
        exitCodeList = {"0:active, whether stale or not", "1:error", "2:not active"},
        footer = "Example: matryoshka introspect token --credentials orders.json -o raw")
public final class IntrospectCommand implements Callable<Integer> {
    private static final int INACTIVE = 2;

    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = PresentedToken.HELP)
    private String file = "-";

    @Option(
            names = "--nested",
            description = "Also show the nested tokens; only a service that the token is for may see them.")
    private boolean nested;

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public IntrospectCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Form form = new Form().with("token", PresentedToken.read(access.input(file, "the token"), shell));
        if (nested) {
            form.with("include", "tokens");
        }
        Answer answer = access.oauth(shell).post("/oauth2/introspect", form).orFail();
        View.of(RecordText::of, IntrospectCommand::word).show(shell, output, answer);
        return answer.json().path("active").asBoolean() ? 0 : INACTIVE;
    }

    private static String word(ObjectNode answer) {
        if (!answer.path("active").asBoolean()) {
            return "inactive";
        }
        return answer.path("graph").path("stale").asBoolean() ? "stale" : "active";
    }
}
