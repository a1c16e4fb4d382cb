package matryoshka.cli.issuer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import matryoshka.cli.terminal.CommandFailed;

/**
 * Sends requests to one issuer. Does not follow redirects, which could send credentials elsewhere.
 *
 * <p>Uses the older of the JDK's clients, for speed: {@code java.net.http} takes 0.2 s more to start, and on Java 17 its thread, which
 * cannot be stopped, delays the end of the process by 0.3 s.
 */
public final class Http {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Publishing a large graph takes time. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private final URI issuer;

    public Http(URI issuer) {
        this.issuer = issuer;
    }

    /** Returns the response, whatever it is; throws {@link CommandFailed} if there is none. */
    public Answer send(Request request) {
        try {
            HttpURLConnection connection = open(request);
            return new Answer(connection.getResponseCode(), connection::getHeaderField, body(connection));
        } catch (SocketTimeoutException late) {
            throw new CommandFailed("no answer from " + issuer + " in time");
        } catch (ConnectException refused) {
            throw new CommandFailed("cannot connect to " + issuer);
        } catch (UnknownHostException unknown) {
            throw new CommandFailed("unknown host " + issuer.getHost());
        } catch (IOException failed) {
            throw new CommandFailed("cannot reach " + issuer + ": " + failed.getMessage());
        }
    }

    private HttpURLConnection open(Request request) throws IOException {
        URI url = URI.create(issuer + request.pathAndQuery);
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setRequestMethod(request.method);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) ANSWER.toMillis());
        request.headers.forEach(connection::setRequestProperty);
        if (request.body.length > 0) {
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(request.body);
            }
        }
        return connection;
    }

    private static byte[] body(HttpURLConnection connection) throws IOException {
        boolean isError = connection.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
        try (InputStream in = isError ? connection.getErrorStream() : connection.getInputStream()) {
            // An error response may have no body.
            return in == null ? new byte[0] : in.readAllBytes();
        }
    }
}
