package matryoshka.cli.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.Form;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.issuer.View;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import matryoshka.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matryoshka versions}. */
@Command(
        name = "versions",
        description = {
            "Shows who published which version of the graph, when and why, latest first.",
            "With N, shows that version and what it changed."
        },
        footer = "Example: matryoshka versions 17")
public final class VersionsCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "N", description = "A version.")
    private @Nullable Long version;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "The maximum number of versions, up to 500. Default: 50.")
    private @Nullable Integer limit;

    @Option(
            names = "--before",
            paramLabel = "N",
            description = "Only versions before this one: where the previous page ended.")
    private @Nullable Long before;

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public VersionsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        GraphApi graph = new GraphApi(access.admin(shell, AdminApi::toRead));
        if (version != null) {
            Answer one = graph.get("/graph/versions/" + version, new Form(), GraphFile.JSON);
            View.of(this::withChanges).show(shell, output, one);
            return 0;
        }
        Form query = new Form();
        if (limit != null) {
            query.with("limit", limit.toString());
        }
        if (before != null) {
            query.with("before", before.toString());
        }
        Answer page = graph.get("/graph/versions", query, GraphFile.JSON);
        View.of(VersionsCommand::table, VersionsCommand::numbers).show(shell, output, page);
        JsonNode next = page.json().path("next");
        if (next.isIntegralNumber()) {
            shell.say("there are earlier versions: --before " + next.longValue());
        }
        return 0;
    }

    private static String table(ObjectNode page) {
        return rows(page.path("versions"));
    }

    private static String rows(Iterable<JsonNode> versions) {
        Table table = new Table("VERSION", "PUBLISHED", "BY", "MESSAGE");
        versions.forEach(version -> table.add(
                Json.plain(version.path("version")),
                Json.plain(version.path("published_at")),
                Json.plain(version.path("published_by")),
                version.path("message").isTextual() ? Json.plain(version.path("message")) : ""));
        return table.text();
    }

    private static String numbers(ObjectNode page) {
        StringJoiner numbers = new StringJoiner("\n");
        page.path("versions")
                .forEach(version -> numbers.add(version.path("version").asText()));
        return numbers.toString();
    }

    private String withChanges(ObjectNode one) {
        return rows(List.of(one)) + "\n" + DiffText.of(one, shell.colours());
    }
}
