package matryoshka.cli.issuer;

import java.nio.charset.StandardCharsets;
import matryoshka.cli.terminal.CommandFailed;

/** The endpoints at which a client acts as itself, and authenticates with its secret (RFC 6749 §2.3.1). */
public final class OAuthApi {
    private final Http http;
    private final Credentials.Client client;

    /** Throws {@link CommandFailed} if the credentials are not a client's. */
    public OAuthApi(Http http, Credentials credentials) {
        if (!(credentials instanceof Credentials.Client known)) {
            throw new CommandFailed("only a client can do this: use its credentials, not an access token");
        }
        this.http = http;
        this.client = known;
    }

    /** Returns the response, whatever it is. */
    public Answer post(String path, Form form) {
        return http.send(Request.post(path, form.text().getBytes(StandardCharsets.US_ASCII))
                .with("Authorization", client.authorization())
                .with("Content-Type", "application/x-www-form-urlencoded"));
    }
}
