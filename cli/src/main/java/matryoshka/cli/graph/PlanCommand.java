package matryoshka.cli.graph;

import java.util.List;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.issuer.View;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matryoshka graph plan}. */
@Command(
        name = "plan",
        description = {
            "Shows the tree of tokens that a client would get, without issuing any.",
            "With --all, shows a line for each client: the size of its largest token in each security context, its share"
                    + " of the budget, and what the budget cuts from it."
        },
        exitCodeList = {"0:done", "1:error", "2:the budget cuts or refuses a plan (with --all)"},
        footer = {
            "Examples: matryoshka graph plan web-shop orders:place",
            "          matryoshka graph plan web-shop --trusted-issuer acme --subject alice",
            "          matryoshka graph plan web-shop orders:place --via orders --audience bank",
            "          matryoshka graph plan --all --by scope"
        })
public final class PlanCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CLIENT", description = "The client's id.")
    private @Nullable String client;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "SCOPE",
            description = "A scope that it requests; may be repeated. Default: all its registered scopes.")
    private List<String> scopes = List.of();

    @Option(names = "--all", description = "Show the plans of all clients instead. Also requires clients:read.")
    private boolean all;

    @Option(
            names = "--by",
            paramLabel = "client|scope",
            description =
                    "With --all: one plan for all scopes of a client together, or one for each scope. Default: client.")
    private AllPlans.@Nullable By by;

    @Mixin
    private final PlanQuery query = new PlanQuery();

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public PlanCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (all) {
            return showAll();
        }
        if (client == null || by != null) {
            throw new CommandFailed(client == null ? "name a client, or use --all" : "--by requires --all");
        }
        GraphApi graph = new GraphApi(access.admin(shell, AdminApi::toRead));
        View.of(PlanText::of)
                .show(shell, output, graph.plan(query.of(client, scopes)).orFail());
        return 0;
    }

    private int showAll() {
        if (client != null || query.isAboutOneClient()) {
            throw new CommandFailed("--all shows the plans of all clients: do not name a client, user or service");
        }
        AdminApi api = access.admin(shell, AdminApi::toReadAll);
        AllPlans plans = AllPlans.read(api, query.version(), by == null ? AllPlans.By.CLIENT : by);
        if (output.isJson()) {
            shell.result(plans.json().toString());
        } else {
            shell.out().print(plans.table());
        }
        return plans.allFit() ? Change.SAME : Change.DIFFERS;
    }
}
