package matryoshka.benchmarks.http;

import java.io.IOException;

/** One connection that requests one token after the other. */
final class TokenRequests implements ClosedLoop.Repeated {
    private final HttpConnection connection;
    private final byte[] request;

    private TokenRequests(HttpConnection connection, byte[] request) {
        this.connection = connection;
        this.request = request;
    }

    static TokenRequests to(int port, String credentials, String form) throws IOException {
        return new TokenRequests(HttpConnection.to(port), HttpConnection.form("/oauth2/token", credentials, form));
    }

    static TokenRequests to(int port, byte[] request) throws IOException {
        return new TokenRequests(HttpConnection.to(port), request);
    }

    /** Gets a token. Fails at any other answer. */
    @Override
    public void once() throws IOException {
        HttpConnection.Answer answer = connection.send(request);
        if (answer.status() != 200) {
            throw new IOException("answered " + answer.status());
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
