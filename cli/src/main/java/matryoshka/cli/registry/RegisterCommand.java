package matryoshka.cli.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code register} of a registry. */
@Command(name = "register", description = "Adds a registration.")
public final class RegisterCommand implements Callable<Integer> {
    private final Shell shell;
    private final Registry registry;

    @Parameters(index = "0", paramLabel = "ID", description = "The id.")
    private String id = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "MEMBER", description = Members.HELP)
    private List<String> members = List.of();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A registration in JSON, to which MEMBERs are added; - reads standard input.")
    private @Nullable String file;

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public RegisterCommand(Shell shell, Registry registry) {
        this.shell = shell;
        this.registry = registry;
    }

    @Override
    public Integer call() {
        ObjectNode registration =
                file == null ? Json.object() : Members.read(access.input(file, "the registration"), shell);
        registration.put(registry.id(), id);
        members.forEach(member -> Members.put(registration, member, shell));
        AdminApi api = access.admin(shell, AdminApi::toAdminister);
        Answer registered = registry.register(api, registration);
        RegistrationView.one(registry).show(shell, output, registered);
        if (registered.json().has("client_secret") && !output.isJson()) {
            shell.say("the secret is shown only this once");
        }
        return 0;
    }
}
