package matryoshka.resource;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import matryoshka.token.VerificationKey;

/**
 * An issuer's public keys, kept and refreshed by Nimbus' source: ahead of time and in the background; for an unknown {@code kid} at once,
 * but rarely; and through outages of the issuer. Thread-safe.
 */
final class IssuerKeys implements AutoCloseable {
    /** As long as the issuer's JWKS says that it may be kept. */
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final Duration REFRESH_AHEAD = Duration.ofMinutes(1);
    private static final Duration OUTAGE = Duration.ofHours(4);
    /** Nimbus allows two fetches in each interval. */
    private static final Duration FETCH_INTERVAL = Duration.ofSeconds(10);

    private static final int MAX_KID_CHARS = 255;

    private final JWKSource<SecurityContext> source;
    /** Keys in the JDK's form, by kid; only of keys that the source has, so as few as they are. */
    private final Map<String, Converted> converted = new ConcurrentHashMap<>();

    private record Converted(JWK jwk, Optional<VerificationKey> key) {}

    /** @param threads to refresh them on */
    IssuerKeys(URI jwks, Fetcher fetcher, Duration timeout, ScheduledExecutorService threads) {
        try {
            this.source = JWKSourceBuilder.<SecurityContext>create(jwks.toURL(), fetcher)
                    .cache(LIFETIME.toMillis(), 2 * timeout.toMillis())
                    .refreshAheadCache(REFRESH_AHEAD.toMillis(), null, threads, false, threads, false)
                    .rateLimited(FETCH_INTERVAL.toMillis())
                    .outageTolerant(OUTAGE.toMillis())
                    .build();
        } catch (MalformedURLException malformed) {
            throw new IllegalArgumentException("not a URL: " + jwks, malformed);
        }
    }

    /**
     * Returns the key of this id; empty if the issuer has none.
     *
     * @throws RefusedException with 503 if there are no keys because the issuer cannot be reached
     */
    Optional<VerificationKey> key(String kid) {
        if (kid.length() > MAX_KID_CHARS) {
            return Optional.empty();
        }
        try {
            List<JWK> found = source.get(
                    new JWKSelector(new JWKMatcher.Builder().keyID(kid).build()), null);
            return found.size() == 1 ? convert(kid, found.get(0)) : Optional.empty();
        } catch (RateLimitReachedException tooOften) {
            if (converted.isEmpty()) {
                // No key was ever found, so nothing can be said about this one.
                throw RefusedException.unavailable("The issuer's keys cannot be fetched now.");
            }
            return Optional.empty();
        } catch (KeySourceException unreachable) {
            throw RefusedException.unavailable("The issuer's keys cannot be fetched now.");
        }
    }

    @SuppressWarnings("ReferenceEquality") // The source gives the same object until it has fetched again.
    private Optional<VerificationKey> convert(String kid, JWK jwk) {
        Converted known = converted.get(kid);
        if (known != null && known.jwk() == jwk) {
            return known.key();
        }
        Optional<VerificationKey> key = VerificationKey.of(jwk);
        converted.put(kid, new Converted(jwk, key));
        return key;
    }

    @Override
    public void close() {
        if (source instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
