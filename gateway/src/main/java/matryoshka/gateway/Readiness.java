package matryoshka.gateway;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether tokens can be verified: whether the issuer has shown its keys once. From then on they are kept. */
final class Readiness implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("matryoshka.gateway");
    private static final int MAX_JWKS_BYTES = 256 * 1024;
    private static final int PAUSE_SECONDS = 2;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "readiness");
        daemon.setDaemon(true);
        return daemon;
    });
    private final HttpClient client;
    private final HttpRequest request;
    private volatile boolean isReady;

    Readiness(URI issuer, Duration timeout) {
        client = HttpClient.newBuilder().connectTimeout(timeout).build();
        String base = issuer.toString().replaceAll("/+$", "");
        request = HttpRequest.newBuilder(URI.create(base + "/oauth2/jwks"))
                .timeout(timeout)
                .build();
    }

    boolean isReady() {
        return isReady;
    }

    /** Looks until the issuer has shown its keys. */
    void start() {
        look();
        if (!isReady) {
            var unused = thread.scheduleWithFixedDelay(this::look, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void look() {
        if (isReady) {
            thread.shutdown();
            return;
        }
        try {
            isReady = !keys().isEmpty();
            LOG.info(isReady ? "The keys of the issuer are here." : "The issuer has no keys.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException | ParseException failed) {
            LOG.warn("The keys of the issuer cannot be read from {}: {}", request.uri(), failed.toString());
        }
    }

    private JWKSet keys() throws IOException, InterruptedException, ParseException {
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            return JWKSet.parse(new String(body.readNBytes(MAX_JWKS_BYTES), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
