package matryoshka.cli.graph;

import matryoshka.cli.issuer.AdminApi;
import matryoshka.cli.issuer.Answer;
import matryoshka.cli.issuer.Form;
import matryoshka.cli.issuer.Request;
import matryoshka.cli.terminal.CommandFailed;
import org.jspecify.annotations.Nullable;

/** {@code /graph} of a running issuer. */
final class GraphApi {
    /** A condition that every version meets. */
    static final String ANY = "*";

    private final AdminApi api;

    GraphApi(AdminApi api) {
        this.api = api;
    }

    /** Returns the document. */
    byte[] export(@Nullable Long version, String mediaType) {
        return get("/graph", atVersion(new Form(), version), mediaType).body();
    }

    /** Returns the entity tag of the current graph, which no other graph ever has. */
    String currentTag() {
        return api.send(Request.head("/graph"))
                .orFail()
                .entityTag()
                .orElseThrow(() -> new CommandFailed("the issuer's response contains no entity tag"));
    }

    /** Publishes a document as the whole graph, or as an owner's part of it. */
    Answer put(GraphFile file, String ifMatch, Form query) {
        return api.send(Request.put("/graph" + query.query(), file.document())
                .with("Content-Type", file.mediaType())
                .with("If-Match", ifMatch));
    }

    Answer restore(long version, String ifMatch, Form query) {
        return api.send(Request.post("/graph/versions/" + version + "/restore" + query.query(), new byte[0])
                .with("If-Match", ifMatch));
    }

    /** Returns the tree of tokens that a client would get. */
    Answer plan(Form query) {
        return api.send(Request.get("/graph/plan" + query.query()));
    }

    /** Returns the response to a {@code GET} below {@code /graph}, if it is a success. */
    Answer get(String path, Form query, String mediaType) {
        return api.send(Request.get(path + query.query()).with("Accept", mediaType))
                .orFail();
    }

    /** Returns an entity tag. */
    static String tag(long version) {
        return "\"" + version + "\"";
    }

    static Form atVersion(Form query, @Nullable Long version) {
        return version == null ? query : query.with("version", version.toString());
    }
}
