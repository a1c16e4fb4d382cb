package matryoshka.benchmarks.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rotates the signing keys three times while a thousand tokens are minted each second, and each is verified by a library with a cache of
 * its own for the keys. Prints how many were minted, verified and refused. Run it from the root of the sources.
 */
public final class Rotations {
    private static final int PER_SECOND = 1_000;
    private static final int CONNECTIONS = 8;
    private static final int ROTATIONS = 3;
    private static final Duration MAX_AGE = Duration.ofSeconds(2);
    /** Longer than a new key is published before it signs. */
    private static final Duration BETWEEN = MAX_AGE.plusSeconds(4);

    private final int port;
    private final JWSVerificationKeySelector<SecurityContext> keys;
    private final AtomicLong minted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Set<String> kids = ConcurrentHashMap.newKeySet();

    private Rotations(int port) throws IOException {
        this.port = port;
        JWKSource<SecurityContext> source = JWKSourceBuilder.<SecurityContext>create(
                        URI.create("http://localhost:" + port + "/oauth2/jwks").toURL())
                .cache(MAX_AGE.toMillis(), Duration.ofSeconds(10).toMillis())
                .refreshAheadCache(false)
                .rateLimited(false)
                .build();
        this.keys = new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, source);
    }

    public static void main(String[] args) throws Exception {
        Path dataDir = Files.createTempDirectory("matryoshka-rotations");
        List<String> options = List.of("-Ddw.keys.jwksMaxAge=" + MAX_AGE.toSeconds() + "s");
        try (ServerProcess server =
                ServerProcess.start(Path.of(System.getProperty("java.home")), options, dataDir, Map.of())) {
            AdminClient admin = server.admin();
            String credentials = admin.register("bench", List.of("clients:read"));
            new Rotations(server.port()).run(admin, credentials);
        }
    }

    private void run(AdminClient admin, String credentials) throws Exception {
        long start = System.nanoTime();
        Duration time = BETWEEN.multipliedBy(ROTATIONS + 1);
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Future<Void>> load = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                load.add(threads.submit(requests(credentials, start, time)));
            }
            for (int i = 0; i < ROTATIONS; i++) {
                TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
                admin.send("POST", "/keys/rotate", "application/json", new byte[0]);
            }
            for (Future<Void> each : load) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d tokens in %.1f s (%.0f/s), signed by %d keys; refused: %d%n",
                minted.get(),
                seconds,
                minted.get() / seconds,
                kids.size(),
                refused.get());
    }

    /** One connection's part of the load. Requests are due at fixed times, however long the ones before took; some may be left at the end. */
    private Callable<Void> requests(String credentials, long start, Duration time) {
        byte[] request =
                HttpConnection.form("/oauth2/token", credentials, "grant_type=client_credentials&scope=clients%3Aread");
        long interval = TimeUnit.SECONDS.toNanos(CONNECTIONS) / PER_SECOND;
        return () -> {
            ObjectMapper json = new ObjectMapper();
            try (HttpConnection connection = HttpConnection.to(port)) {
                long end = start + time.toNanos();
                for (long due = start; due < end && System.nanoTime() < end; due += interval) {
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                    HttpConnection.Answer answer = connection.send(request);
                    minted.incrementAndGet();
                    if (answer.status() != 200
                            || !verifies(json.readTree(answer.body())
                                    .path("access_token")
                                    .asText())) {
                        refused.incrementAndGet();
                    }
                }
            }
            return null;
        };
    }

    private boolean verifies(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        kids.add(jwt.getHeader().getKeyID());
        List<Key> found = keys.selectJWSKeys(jwt.getHeader(), null);
        return found.size() == 1
                && jwt.verify(new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), found.get(0)));
    }
}
