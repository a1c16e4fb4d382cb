package matryoshka.cli.graph;

import java.util.function.BiFunction;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.Credentials;
import matryoshka.cli.issuer.Form;
import matryoshka.cli.issuer.Http;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands that publish a version have in common: their options, and how they handle them. */
final class Publishing {
    private static final int PRECONDITION_FAILED = 412;

    @Option(
            names = "--dry-run",
            description = "Publish nothing, only show the changes; the exit code is 2 if there are any.")
    private boolean dryRun;

    @Option(names = "--message", paramLabel = "TEXT", description = "The reason, for the history.")
    private @Nullable String message;

    @Option(
            names = "--if-match",
            paramLabel = "N",
            description = "Publish only if the graph is still at this version. Default: the version found.")
    private @Nullable Long ifMatch;

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    /** A way to change the graph. */
    @FunctionalInterface
    interface Edit {
        /**
         * Makes the change, or a dry run of it.
         *
         * @param ifMatch the entity tag of the version that it replaces
         * @param query further parameters
         */
        Answer apply(GraphApi graph, String ifMatch, Form query);
    }

    IssuerAccess access() {
        return access;
    }

    /** Publishes a change that replaces a version: the one from the command line, or else the current one. */
    int replaceVersion(Shell shell, Edit edit) {
        boolean finds = ifMatch == null && !dryRun;
        GraphApi graph = new GraphApi(access.admin(shell, finds ? AdminApi::toReadAndWrite : authority()));
        return run(shell, graph, finds ? graph.currentTag() : condition(), edit);
    }

    /** Publishes a change of parts, which applies to the current version if none was given. */
    int changeParts(Shell shell, Edit edit) {
        return run(shell, new GraphApi(access.admin(shell, authority())), condition(), edit);
    }

    /** A pipeline that only tries a change out needs no right to publish it. */
    private BiFunction<Http, Credentials, AdminApi> authority() {
        return dryRun ? AdminApi::toDryRun : AdminApi::toWrite;
    }

    private String condition() {
        return ifMatch == null ? GraphApi.ANY : GraphApi.tag(ifMatch);
    }

    private int run(Shell shell, GraphApi graph, String condition, Edit edit) {
        Answer answer = edit.apply(graph, condition, query());
        if (answer.status() == PRECONDITION_FAILED && answer.version().isPresent()) {
            throw new CommandFailed("somebody else has published: the graph is now at version "
                    + answer.version().getAsLong() + "; check the difference, then publish again");
        }
        Change change = Change.of(answer);
        change.show(shell, output);
        if (dryRun) {
            return change.exitCode();
        }
        if (change.differs()) {
            shell.say("published as version " + change.version());
        }
        return Change.SAME;
    }

    private Form query() {
        Form query = new Form();
        if (dryRun) {
            query.with("dry_run", "true");
        }
        if (message != null) {
            query.with("message", message);
        }
        return query;
    }
}
