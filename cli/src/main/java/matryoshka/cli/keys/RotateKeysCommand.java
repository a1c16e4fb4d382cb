package matryoshka.cli.keys;

import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.issuer.Request;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code matryoshka keys rotate}. */
@Command(
        name = "rotate",
        description = {
            "Lets the next signing key sign. All tokens stay valid.",
            "If that key has not been published for long enough, it signs as soon as it has."
        })
public final class RotateKeysCommand implements Callable<Integer> {
    private final Shell shell;

    @ArgGroup
    private @Nullable Compromised compromised;

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    /** Which keys leaked. */
    static final class Compromised {
        @Option(
                names = "--compromised",
                required = true,
                description =
                        "The active key has leaked: removes it at once. All tokens that it signed become invalid.")
        private boolean active;

        @Option(
                names = "--all-compromised",
                required = true,
                description =
                        "All keys may have leaked, also the next and retiring ones: removes all. All tokens become"
                                + " invalid.")
        private boolean all;

        String query() {
            return "?compromised=" + (all ? "all" : active);
        }
    }

    public RotateKeysCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        AdminApi api = access.admin(shell, AdminApi::toRotateKeys);
        String query = compromised == null ? "" : compromised.query();
        Answer answer =
                api.send(Request.post("/keys/rotate" + query, new byte[0])).orFail();
        KeysView.VIEW.show(shell, output, answer);
        if (!answer.json().path("rotated").asBoolean()) {
            shell.say("the next key will sign as soon as all verifiers have it");
        }
        return 0;
    }
}
