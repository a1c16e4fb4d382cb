package matryoshka.cli.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keys} of a registry. */
@Command(
        name = "keys",
        description = {
            "Shows the published keys, as one instance of the issuer knows them, and why the last fetch of them failed."
        })
public final class KeysCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    private final Shell shell;
    private final Registry registry;

    @Parameters(paramLabel = "ID", description = "The id.")
    private String id = "";

    @Option(names = "--fetch", description = "Lets the issuer fetch the keys now. Fails if they cannot be fetched.")
    private boolean fetch;

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public KeysCommand(Shell shell, Registry registry) {
        this.shell = shell;
        this.registry = registry;
    }

    @Override
    public Integer call() {
        AdminApi api =
                fetch ? access.admin(shell, AdminApi::toAdminister) : access.admin(shell, AdminApi::toReadClients);
        Answer answer = fetch ? registry.fetchKeys(api, id) : registry.keys(api, id);
        PublishedKeysView.VIEW.show(shell, output, answer);
        ObjectNode state = answer.json();
        if (fetch && !state.path("fetched").asBoolean()) {
            shell.say("nothing was fetched: the keys are registered, or it is too early to fetch them again");
        }
        if (state.has("failure")) {
            shell.say("the last fetch failed: " + state.path("failure").asText());
        }
        return fetch && state.has("failure") ? FAILED : 0;
    }
}
