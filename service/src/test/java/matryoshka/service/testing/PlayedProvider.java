package matryoshka.service.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Another party's OpenID provider: it signs tokens, and serves its keys on this machine, correctly or not. */
public final class PlayedProvider implements AutoCloseable {
    /** How it answers requests for its keys. */
    public enum Behaviour {
        SERVE,
        REDIRECT,
        /** A body without end. */
        HUGE,
        /** A byte every tenth of a second. */
        DRIP,
        /** Nothing, until it behaves in another way. */
        HANG,
        FAIL,
        /** Something that is no JWK set. */
        BABBLE,
        /** Its keys, compressed although nobody asked for that. */
        ZIP
    }

    private static final long TENTH_OF_A_SECOND = 100_000_000;
    private static final int DRIPS = 200;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "played-provider");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger elsewhere = new AtomicInteger();
    private final AtomicLong bytesSent = new AtomicLong();
    private final String issuer;
    private volatile Behaviour behaviour = Behaviour.SERVE;
    private volatile CountDownLatch hanging = new CountDownLatch(1);
    private volatile PublicJsonWebKey key;
    private volatile List<PublicJsonWebKey> published;
    private volatile String text = "";

    private PlayedProvider(String issuer, HttpServer server) throws JoseException {
        this.issuer = issuer;
        this.server = server;
        key = PlayedKeys.make("ES256", "first");
        published = List.of(key);
    }

    /** Starts one of this {@code iss}; its keys are at {@link #jwksUri} all the same. */
    public static PlayedProvider start(String issuer) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            PlayedProvider provider = new PlayedProvider(issuer, server);
            server.setExecutor(provider.threads);
            server.createContext("/jwks", provider::answer);
            server.createContext("/elsewhere", provider::answerElsewhere);
            server.start();
            return provider;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public String issuer() {
        return issuer;
    }

    public URI jwksUri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/jwks");
    }

    /** Requests for keys so far. */
    public int requests() {
        return requests.get();
    }

    /** Requests to where it redirects. */
    public int requestsElsewhere() {
        return elsewhere.get();
    }

    /** Bytes of endless bodies that were read. */
    public long bytesSent() {
        return bytesSent.get();
    }

    public void behave(Behaviour next) {
        behaviour = next;
        hanging.countDown();
        hanging = new CountDownLatch(1);
    }

    /** Signs with a new key from now on, and serves only that. */
    public void rotate(String algorithm, String kid) throws JoseException {
        key = PlayedKeys.make(algorithm, kid);
        text = "";
        published = List.of(key);
    }

    /** Serves these keys, whatever it signs with. */
    public void publish(PublicJsonWebKey... keys) {
        published = List.of(keys);
        text = "";
    }

    /** Serves this text. */
    public void publish(String jwks) {
        text = jwks;
    }

    public PublicJsonWebKey key() {
        return key;
    }

    /** The keys that it serves, as JSON. */
    public String jwks() {
        return text.isEmpty() ? new JsonWebKeySet(published).toJson() : text;
    }

    /** A token of these claims. {@code alg} and {@code kid} are those of its key unless the header says otherwise. */
    public String sign(Map<String, Object> header, Map<String, Object> claims) {
        return PlayedKeys.sign(key, header, claims);
    }

    @Override
    public void close() {
        hanging.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            switch (behaviour) {
                case SERVE -> send(exchange, 200, jwks());
                case BABBLE -> send(exchange, 200, "{\"keys\": \"none\"}");
                case FAIL -> send(exchange, 500, "");
                case REDIRECT -> {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    send(exchange, 302, jwks());
                }
                case HUGE -> sendForEver(exchange);
                case DRIP -> drip(exchange);
                case HANG -> hang();
                case ZIP -> sendZipped(exchange, jwks());
            }
        }
    }

    private void answerElsewhere(HttpExchange exchange) throws IOException {
        elsewhere.incrementAndGet();
        try (exchange) {
            send(exchange, 200, jwks());
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void sendZipped(HttpExchange exchange, String body) throws IOException {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, 0);
        try (var zipped = new GZIPOutputStream(exchange.getResponseBody())) {
            zipped.write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void sendForEver(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] block = new byte[8192];
        Arrays.fill(block, (byte) ' ');
        OutputStream body = exchange.getResponseBody();
        while (true) {
            body.write(block);
            bytesSent.addAndGet(block.length);
        }
    }

    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        for (int drop = 0; drop < DRIPS; drop++) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(TENTH_OF_A_SECOND);
        }
    }

    private void hang() {
        try {
            hanging.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
