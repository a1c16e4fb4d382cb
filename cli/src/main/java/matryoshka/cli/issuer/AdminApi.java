package matryoshka.cli.issuer;

import java.util.List;
import java.util.function.Function;

/** Authorized requests to the admin API, with a token that has only the scopes a command needs. */
public final class AdminApi {
    private static final String READ = "graph:read";
    private static final String WRITE = "graph:write";
    private static final String PUBLISH_ANY = "graph:publish-any";
    private static final String READ_CLIENTS = "clients:read";
    private static final String ROTATE_KEYS = "keys:rotate";

    private final Http http;
    private final String token;

    private AdminApi(Http http, Credentials credentials, Function<TokenEndpoint, String> token) {
        this.http = http;
        this.token = credentials instanceof Credentials.Bearer bearer
                ? bearer.token()
                : token.apply(new TokenEndpoint(new OAuthApi(http, credentials)));
    }

    private static AdminApi with(Http http, Credentials credentials, String... alternatives) {
        return new AdminApi(http, credentials, endpoint -> endpoint.token(List.of(alternatives)));
    }

    /** For reading the graph. */
    public static AdminApi toRead(Http http, Credentials credentials) {
        return with(http, credentials, READ);
    }

    /** For finding out what a change would do, which reading suffices for. */
    public static AdminApi toTryOut(Http http, Credentials credentials) {
        return with(http, credentials, READ, WRITE);
    }

    /** For dry runs: with the authority to publish if the client has it, so that the answer says what that lacks; else for reading. */
    public static AdminApi toDryRun(Http http, Credentials credentials) {
        return with(http, credentials, WRITE + " " + PUBLISH_ANY, WRITE, READ);
    }

    /** For changing the graph; with the right to publish without owners if the client has it. */
    public static AdminApi toWrite(Http http, Credentials credentials) {
        return with(http, credentials, WRITE + " " + PUBLISH_ANY, WRITE);
    }

    /** For changing the graph after reading its version. */
    public static AdminApi toReadAndWrite(Http http, Credentials credentials) {
        String both = READ + " " + WRITE;
        return with(http, credentials, both + " " + PUBLISH_ANY, both);
    }

    /** For reading registrations. */
    public static AdminApi toReadClients(Http http, Credentials credentials) {
        return with(http, credentials, READ_CLIENTS);
    }

    /** For reading registrations and their effect in the graph. */
    public static AdminApi toReadAll(Http http, Credentials credentials) {
        return with(http, credentials, READ_CLIENTS + " " + READ);
    }

    /** For reading the states of signing keys, and rotating them. */
    public static AdminApi toRotateKeys(Http http, Credentials credentials) {
        return with(http, credentials, ROTATE_KEYS);
    }

    /** For changing registrations. The scopes that this needs depend on the registration, so the token has all that the client may have. */
    public static AdminApi toAdminister(Http http, Credentials credentials) {
        return new AdminApi(http, credentials, TokenEndpoint::administrativeToken);
    }

    /** Returns the response, whatever it is. */
    public Answer send(Request request) {
        return http.send(request.with("Authorization", "Bearer " + token));
    }
}
