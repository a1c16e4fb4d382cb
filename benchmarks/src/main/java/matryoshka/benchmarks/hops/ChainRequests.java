package matryoshka.benchmarks.hops;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import matryoshka.benchmarks.http.ClosedLoop;
import matryoshka.benchmarks.http.HttpConnection;

/** A client that calls the first of four services, over one connection to it and one to the issuer. */
final class ChainRequests implements ClosedLoop.Repeated {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;

    private final HttpConnection issuer;
    private final HttpConnection first;
    private final byte[] tokenRequest;
    private final boolean isReused;
    private byte[] call = new byte[0];

    private ChainRequests(HttpConnection issuer, HttpConnection first, byte[] tokenRequest, boolean isReused) {
        this.issuer = issuer;
        this.first = first;
        this.tokenRequest = tokenRequest;
        this.isReused = isReused;
    }

    /** @param isReused whether the client presents one token all the time, or a new one in each request */
    static ChainRequests open(int issuerPort, String credentials, Services services, boolean isReused)
            throws IOException {
        String form = "grant_type=client_credentials&scope=" + services.scope().replace(":", "%3A");
        return new ChainRequests(
                HttpConnection.to(issuerPort),
                HttpConnection.to(services.port()),
                HttpConnection.form("/oauth2/token", credentials, form),
                isReused);
    }

    @Override
    public void once() throws IOException {
        if (!isReused || call.length == 0) {
            String token = JSON.readTree(send(issuer, tokenRequest).body())
                    .path("access_token")
                    .asText();
            call = HttpConnection.request("GET", "/", Map.of("Authorization", "Bearer " + token), "");
        }
        send(first, call);
    }

    private static HttpConnection.Answer send(HttpConnection connection, byte[] request) throws IOException {
        HttpConnection.Answer answer = connection.send(request);
        if (answer.status() != OK) {
            throw new IOException("answered " + answer.status());
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        issuer.close();
        first.close();
    }
}
