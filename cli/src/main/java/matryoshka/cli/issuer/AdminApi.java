package matryoshka.cli.issuer;

import java.util.List;

/** Authorized requests to the admin API, with a token for no more than a command needs. */
public final class AdminApi {
    private static final String READ = "graph:read";
    private static final String WRITE = "graph:write";
    private static final String PUBLISH_ANY = "graph:publish-any";

    private final Http http;
    private final String token;

    private AdminApi(Http http, Credentials credentials, List<String> alternatives) {
        this.http = http;
        this.token = credentials instanceof Credentials.Client client
                ? new TokenEndpoint(http).token(client, alternatives)
                : ((Credentials.Bearer) credentials).token();
    }

    /** To look at the graph. */
    public static AdminApi toRead(Http http, Credentials credentials) {
        return new AdminApi(http, credentials, List.of(READ));
    }

    /** To change the graph, or to try out a change; with the consent of all owners where the client may give it. */
    public static AdminApi toWrite(Http http, Credentials credentials) {
        return new AdminApi(http, credentials, List.of(WRITE + " " + PUBLISH_ANY, WRITE));
    }

    /** To change the graph, and to see first which version it has. */
    public static AdminApi toReadAndWrite(Http http, Credentials credentials) {
        String both = READ + " " + WRITE;
        return new AdminApi(http, credentials, List.of(both + " " + PUBLISH_ANY, both));
    }

    /** The answer, whatever it is. */
    public Answer send(Request request) {
        return http.send(request.with("Authorization", "Bearer " + token));
    }
}
