package matryoshka.cli.issuer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import matryoshka.cli.terminal.CommandFailed;

/** Requests to one issuer. Redirects are not followed: they could carry credentials elsewhere. */
public final class Http {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Publishing a large graph takes its time. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final URI issuer;

    public Http(URI issuer) {
        this.issuer = issuer;
    }

    /** A request to a path, with its query, below the issuer's URL. */
    public HttpRequest.Builder to(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(issuer + pathAndQuery)).timeout(ANSWER);
    }

    /** The answer, whatever it is; throws {@link CommandFailed} when there is none. */
    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (HttpTimeoutException late) {
            throw new CommandFailed("no answer from " + issuer + " in time");
        } catch (ConnectException refused) {
            throw new CommandFailed("cannot connect to " + issuer);
        } catch (IOException failed) {
            throw new CommandFailed("cannot reach " + issuer + ": " + failed.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted");
        }
    }
}
