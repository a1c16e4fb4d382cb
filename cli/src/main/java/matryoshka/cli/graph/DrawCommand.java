package matryoshka.cli.graph;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Form;
import matryoshka.cli.issuer.IssuerAccess;
import matryoshka.cli.terminal.CommandFailed;
import matryoshka.cli.terminal.Json;
import matryoshka.cli.terminal.Output;
import matryoshka.cli.terminal.Shell;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code matryoshka draw}. */
@Command(
        name = "draw",
        description = {
            "Draws the graph; with CLIENT, the tree of tokens that this client would get.",
            "Writes Graphviz or Mermaid to standard output; Graphviz' \"dot\" turns it into an image."
        },
        footer = {
            "Examples: matryoshka draw --focus orders | dot -Tsvg -o orders.svg",
            "          matryoshka draw web-shop orders:place --format mermaid"
        })
public final class DrawCommand implements Callable<Integer> {
    private enum Format {
        DOT("text/vnd.graphviz"),
        MERMAID("text/vnd.mermaid");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }
    }

    private final Shell shell;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CLIENT", description = "Draw the plan of this client.")
    private @Nullable String client;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "SCOPE",
            description = "A scope that the client requests; may be repeated. Default: all its registered scopes.")
    private List<String> scopes = List.of();

    @Option(names = "--format", paramLabel = "dot|mermaid", description = "Default: dot.")
    private Format format = Format.DOT;

    @Option(names = "--version", paramLabel = "N", description = "The version of the graph. Default: the current one.")
    private @Nullable Long version;

    @Option(names = "--focus", paramLabel = "SERVICE", description = "Show only this service and its neighborhood.")
    private @Nullable String focus;

    @Option(
            names = "--hops",
            paramLabel = "N",
            description = "Up to this many dependencies away from --focus. Default: 1.")
    private @Nullable Integer hops;

    @Option(names = "--from", paramLabel = "N", description = "Show in colour what has changed since this version.")
    private @Nullable Long from;

    @Option(
            names = "--to",
            paramLabel = "N",
            description = "With --from: show changes up to this version. Default: the current one.")
    private @Nullable Long to;

    @Mixin
    private final IssuerAccess access = new IssuerAccess();

    @Mixin
    private final Output output = new Output();

    public DrawCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Form query = client == null ? ofGraph() : ofPlan(client);
        String path = client == null ? "/graph.dot" : format == Format.DOT ? "/graph/plan.dot" : "/graph/plan";
        GraphApi graph = new GraphApi(access.admin(shell, AdminApi::toRead));
        byte[] picture = graph.get(path, query, format.mediaType).body();
        if (output.is(Output.Format.JSON)) {
            shell.result(Json.object()
                    .put("media_type", format.mediaType)
                    .put("picture", new String(picture, StandardCharsets.UTF_8))
                    .toString());
        } else {
            shell.result(picture);
        }
        return 0;
    }

    private Form ofGraph() {
        Form query = GraphApi.atVersion(new Form(), version);
        ofGraphAlone().forEach(query::with);
        return query;
    }

    private SortedMap<String, String> ofGraphAlone() {
        SortedMap<String, String> given = new TreeMap<>();
        put(given, "focus", focus);
        put(given, "hops", hops);
        put(given, "from", from);
        put(given, "to", to);
        return given;
    }

    private static void put(SortedMap<String, String> given, String name, @Nullable Object value) {
        if (value != null) {
            given.put(name, value.toString());
        }
    }

    private Form ofPlan(String clientId) {
        if (!ofGraphAlone().isEmpty()) {
            throw new CommandFailed("--focus, --hops, --from and --to apply to the graph, not to the plan of a client");
        }
        Form query = new Form().with("client_id", clientId);
        if (!scopes.isEmpty()) {
            query.with("scope", String.join(" ", scopes));
        }
        return GraphApi.atVersion(query, version);
    }
}
