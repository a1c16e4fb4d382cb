package matryoshka.resource.testing;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.SigningKey;

/**
 * An issuer played in memory: mints real tokens of whatever is described to it, and answers over HTTP on a port of the loopback interface.
 * Thread-safe.
 */
public final class PlayedIssuer implements AutoCloseable {
    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final PlayedMint mint;
    private final PlayedEndpoints endpoints;
    private final PlayedStatus status;
    private final PlayedExchange exchange;
    private final PlayedEgress egress;

    private PlayedIssuer(HttpServer http, Clock clock, SigningAlgorithm algorithm) {
        SecureRandom random = new SecureRandom();
        SigningKey key = SigningKey.generate(algorithm, random);
        this.http = http;
        this.mint = new PlayedMint(issuerAt(http), key, random, clock);
        this.endpoints = new PlayedEndpoints();
        endpoints.serve(
                "/oauth2/jwks", "application/jwk-set+json", () -> new JWKSet(List.of(key.publicJwk())).toString());
        this.status = new PlayedStatus(mint, endpoints);
        this.exchange = new PlayedExchange(mint, endpoints);
        this.egress = new PlayedEgress(endpoints, exchange);
        http.createContext("/", endpoints);
        http.setExecutor(threads);
    }

    /** Starts an issuer that signs with ES256, by the system's clock. */
    public static PlayedIssuer start() {
        return start(Clock.systemUTC());
    }

    /** Starts an issuer that signs with ES256, by another clock. */
    public static PlayedIssuer start(Clock clock) {
        return start(clock, SigningAlgorithm.ES256);
    }

    public static PlayedIssuer start(Clock clock, SigningAlgorithm algorithm) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            PlayedIssuer issuer = new PlayedIssuer(http, clock, algorithm);
            http.start();
            return issuer;
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    /** Returns the issuer's URL, which is the {@code iss} of its tokens. */
    public URI uri() {
        return URI.create(issuerAt(http));
    }

    /** Returns a compact token that begins a chain. */
    public String mint(PlayedToken token) {
        return mint.begin(token);
    }

    /** Returns a compact token that begins a chain for a subject. */
    public String mint(PlayedToken token, String subject) {
        return mint.begin(token, subject);
    }

    /** Returns what signs its tokens, for tokens that it would never mint. */
    public PlayedMint forger() {
        return mint;
    }

    /** Returns what its status summary says, to be changed. */
    public PlayedStatus status() {
        return status;
    }

    /** Returns what it gives in exchange, to be changed. */
    public PlayedExchange exchange() {
        return exchange;
    }

    /** Lists whom a service calls, in place of what was listed before. */
    public void egress(String service, PlayedEgress.Entry... entries) {
        egress.list(service, List.of(entries));
    }

    /** Returns how many requests there have been for a path. */
    public long requests(String path) {
        return endpoints.requests(path);
    }

    /** Lets every request fail with 503, or no longer. */
    public void fail(boolean failing) {
        endpoints.fail(failing);
    }

    /** Returns a registry of answers: what is asked for is served until something else is set. */
    public PlayedEndpoints endpoints() {
        return endpoints;
    }

    private static String issuerAt(HttpServer http) {
        return "http://localhost:" + http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    /** Returns the header of a bearer token. */
    public static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }
}
