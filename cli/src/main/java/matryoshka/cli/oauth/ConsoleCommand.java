package matryoshka.cli.oauth;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.Form;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.issuer.View;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.RecordText;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code matryoshka console}. */
@Command(
        name = "console",
        description = {
            "Prints a link to the issuer's web console that signs a browser in as this client.",
            "The link works once, and only for some minutes."
        },
        footer = {
            "Examples: matryoshka console --credentials admin-client.json",
            "          matryoshka console --scope graph:read -o raw"
        })
public final class ConsoleCommand implements Callable<Integer> {
    private static final View VIEW =
            View.of(RecordText::of, link -> link.path("url").asText());

    private final Shell shell;

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description =
                    "A scope of the admin API that the browser gets; repeatable. All that the client has, if absent.")
    private List<String> scopes = new ArrayList<>();

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public ConsoleCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Form form = scopes.isEmpty() ? new Form() : new Form().with("scope", String.join(" ", scopes));
        Answer answer = access.oauth(shell).post("/console/links", form).orFail();
        VIEW.show(shell, output, answer);
        return 0;
    }
}
