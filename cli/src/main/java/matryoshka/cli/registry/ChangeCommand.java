package matryoshka.cli.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code change} of a registry. */
@Command(name = "change", description = "Changes a registration: the named members, or all of it with FILE.")
public final class ChangeCommand implements Callable<Integer> {
    private final Shell shell;
    private final Registry registry;

    @Parameters(index = "0", paramLabel = "ID", description = "The id.")
    private String id = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "MEMBER", description = Members.HELP)
    private List<String> members = List.of();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A registration in JSON that replaces the old one; - reads standard input.")
    private @Nullable String file;

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public ChangeCommand(Shell shell, Registry registry) {
        this.shell = shell;
        this.registry = registry;
    }

    @Override
    public Integer call() {
        Optional<ObjectNode> whole =
                Optional.ofNullable(file).map(name -> Members.read(access.input(name, "the registration"), shell));
        AdminApi api = access.admin(shell, AdminApi::toAdminister);
        Answer read = registry.one(api, id);
        ObjectNode registration = whole.orElseGet(read::json);
        registration.remove(registry.readOnly());
        members.forEach(member -> Members.put(registration, member, shell));
        RegistrationView.one(registry).show(shell, output, registry.change(api, id, read, registration));
        return 0;
    }
}
