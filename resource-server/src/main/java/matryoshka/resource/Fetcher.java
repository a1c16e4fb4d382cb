package matryoshka.resource;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Sends requests to the issuer. Both the time until the whole answer has arrived and its length are bounded. Thread-safe. */
final class Fetcher implements ResourceRetriever {
    private static final int OK = 200;
    private static final int MAX_JWKS_BYTES = 256 * 1024;

    private final HttpClient client;
    private final Duration timeout;

    Fetcher(HttpClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /** An answer, with its body as text. */
    record Answer(int status, HttpHeaders headers, String body) {}

    /** Returns a request that is not sent yet, to an address without credentials. */
    HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(timeout);
    }

    /** Sends a request. The future fails with {@code IOException} or {@code TimeoutException}. */
    CompletableFuture<Answer> send(HttpRequest request, int maxBytes) {
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request, head -> new BoundedBody(maxBytes));
        CompletableFuture<Answer> answer = sent.thenApply(response -> new Answer(
                response.statusCode(), response.headers(), new String(response.body(), StandardCharsets.UTF_8)));
        // The request's own timeout ends with the head of the answer.
        return answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).whenComplete((whole, failure) -> {
            if (failure != null) {
                sent.cancel(true);
            }
        });
    }

    /** Sends a request and waits for the answer. */
    Answer fetch(HttpRequest request, int maxBytes) throws IOException {
        try {
            return send(request, maxBytes).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + request.uri());
        } catch (ExecutionException failed) {
            throw new IOException("no answer from " + request.uri(), failed.getCause());
        }
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        Answer answer = fetch(
                request(URI.create(url.toString()))
                        .header("Accept", "application/jwk-set+json, application/json")
                        .build(),
                MAX_JWKS_BYTES);
        if (answer.status() != OK) {
            throw new IOException(url + " answered with status " + answer.status());
        }
        return new Resource(answer.body(), "application/json");
    }
}
