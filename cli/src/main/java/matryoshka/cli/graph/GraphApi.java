package matryoshka.cli.graph;

import java.util.List;
import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.Form;
import matryoshka.cli.issuer.Request;
import matryoshka.cli.terminal.CommandFailed;
import org.jspecify.annotations.Nullable;

/** {@code /graph} of a running issuer. */
final class GraphApi {
    /** A condition that any version meets. */
    static final String ANY = "*";

    private final AdminApi api;

    GraphApi(AdminApi api) {
        this.api = api;
    }

    /** The document. */
    byte[] export(@Nullable Long version, String mediaType) {
        Request request = Request.get("/graph" + atVersion(new Form(), version).query());
        return api.send(request.with("Accept", mediaType)).orFail().body();
    }

    long currentVersion() {
        return api.send(Request.head("/graph"))
                .orFail()
                .version()
                .orElseThrow(() -> new CommandFailed("the graph came without its version"));
    }

    /** What would change. */
    Answer dryRun(GraphFile file, String ifMatch) {
        return put(file, ifMatch, new Form().with("dry_run", "true"));
    }

    /** Makes it the graph. */
    Answer publish(GraphFile file, String ifMatch, @Nullable String message) {
        return put(file, ifMatch, message == null ? new Form() : new Form().with("message", message));
    }

    private Answer put(GraphFile file, String ifMatch, Form query) {
        return api.send(Request.put("/graph" + query.query(), file.document())
                .with("Content-Type", file.mediaType())
                .with("If-Match", ifMatch));
    }

    /** The tree of tokens that a client would get. */
    Answer plan(String clientId, List<String> scopes, @Nullable Long version) {
        Form query = new Form().with("client_id", clientId);
        if (!scopes.isEmpty()) {
            query.with("scope", String.join(" ", scopes));
        }
        return api.send(Request.get("/graph/plan" + atVersion(query, version).query()))
                .orFail();
    }

    /** An entity tag. */
    static String tag(long version) {
        return "\"" + version + "\"";
    }

    private static Form atVersion(Form query, @Nullable Long version) {
        return version == null ? query : query.with("version", version.toString());
    }
}
