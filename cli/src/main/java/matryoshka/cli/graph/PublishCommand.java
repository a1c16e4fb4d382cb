package matryoshka.cli.graph;

import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matryoshka graph publish}. */
@Command(
        name = "publish",
        description = {
            "Makes FILE the graph, as its next version, and shows what that changes.",
            "A document that changes nothing makes no version."
        },
        exitCodeList = {"0:published, or the same", "1:error", "2:differs (with --dry-run)"},
        footer = "Example: matryoshka graph publish graph.yaml --if-match 17 --message \"Orders may refund\"")
public final class PublishCommand implements Callable<Integer> {
    private static final int PRECONDITION_FAILED = 412;

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "A graph document, YAML or JSON; - reads standard input.")
    private String file = "";

    @Option(
            names = "--dry-run",
            description = "Publish nothing, only show the changes; the exit code is 2 when there are some.")
    private boolean dryRun;

    @Option(names = "--message", paramLabel = "TEXT", description = "Why, for the history.")
    private @Nullable String message;

    @Option(
            names = "--if-match",
            paramLabel = "N",
            description = "Only if the graph is still at this version. Default: the version found.")
    private @Nullable Long ifMatch;

    @Mixin
    private final Asking asking = new Asking();

    @Mixin
    private final Output output = new Output();

    public PublishCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        GraphFile document = asking.document(shell, file);
        return dryRun ? tryOut(document) : publish(document);
    }

    private int tryOut(GraphFile document) {
        GraphApi graph = asking.graph(shell, AdminApi::toWrite);
        String condition = ifMatch == null ? GraphApi.ANY : GraphApi.tag(ifMatch);
        Change change = Change.of(unlessOutrun(graph.dryRun(document, condition)));
        change.show(shell, output);
        return change.differs() ? Change.DIFFERS : Change.SAME;
    }

    private int publish(GraphFile document) {
        GraphApi graph = asking.graph(shell, ifMatch == null ? AdminApi::toReadAndWrite : AdminApi::toWrite);
        long replaces = ifMatch == null ? graph.currentVersion() : ifMatch;
        Change change = Change.of(unlessOutrun(graph.publish(document, GraphApi.tag(replaces), message)));
        change.show(shell, output);
        if (change.differs()) {
            shell.say("published as version " + change.version());
        }
        return 0;
    }

    private static Answer unlessOutrun(Answer answer) {
        if (answer.status() != PRECONDITION_FAILED || answer.version().isEmpty()) {
            return answer;
        }
        throw new CommandFailed("somebody else has published: the graph is at version "
                + answer.version().getAsLong() + "; look at the difference, then publish again");
    }
}
