package matryoshka.service.trust;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import matryoshka.service.platform.caches.CacheMemory;
import matryoshka.service.platform.caches.CacheShare;
import matryoshka.service.platform.caches.WeighedCache;
import matryoshka.service.platform.outbound.OutboundHttp;
import matryoshka.service.platform.outbound.OutboundOutcome;
import matryoshka.service.platform.outbound.OutboundOutcome.Answer;
import matryoshka.service.platform.outbound.OutboundRequest;
import matryoshka.service.trust.KeyLookup.Found;
import matryoshka.service.trust.KeyLookup.Unavailable;
import matryoshka.service.trust.KeyLookup.Unknown;
import matryoshka.token.SigningAlgorithm;
import matryoshka.token.VerificationKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of trusted issuers: given with their registration, or fetched from the registered address and nowhere else. Fetched ones are
 * remembered. Few requests wait for a fetch at once and none for long; others are answered from what there is, so that an outage of
 * somebody else's is none of ours. Thread-safe.
 */
public final class IssuerKeys {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final String ACCEPT = "application/jwk-set+json, application/json";
    private static final int MAX_BYTES = 512 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** A fetch ends by itself within its patience; this is for the telling of it. */
    private static final Duration MARGIN = Duration.ofMillis(200);

    private static final int MAX_WAITING = 32;
    private static final int OK = 200;

    private final OutboundHttp http;
    private final Clock clock;
    private final Duration patience;
    private final Semaphore places = new Semaphore(MAX_WAITING);
    private final WeighedCache<URI, FetchedKeys> fetched;
    private final WeighedCache<String, PublishedKeys> given;

    public IssuerKeys(OutboundHttp http, Clock clock, CacheMemory memory) {
        this(http, clock, memory, PATIENCE);
    }

    /** @param patience how long a fetch may take */
    IssuerKeys(OutboundHttp http, Clock clock, CacheMemory memory, Duration patience) {
        this.fetched = memory.cache(CacheShare.FETCHED_KEYS);
        this.given = memory.cache(CacheShare.GIVEN_KEYS);
        this.http = http;
        this.clock = clock;
        this.patience = patience;
    }

    /** The key of an issuer that a token names by {@code kid}, which may be null, and uses with an algorithm. */
    KeyLookup find(TrustTerms issuer, @Nullable String kid, SigningAlgorithm algorithm) {
        if (issuer.jwksUri() != null) {
            return find(issuer.jwksUri(), kid, algorithm);
        }
        String jwks = Objects.requireNonNull(issuer.jwks(), "an issuer has keys, or an address of them");
        PublishedKeys keys = given.get(jwks, PublishedKeys::parse).orElseThrow();
        return found(keys.find(kid, algorithm)).orElseGet(Unknown::new);
    }

    private KeyLookup find(URI address, @Nullable String kid, SigningAlgorithm algorithm) {
        FetchedKeys keys = fetched.get(address, unknown -> Optional.of(fetchedFrom(address)))
                .orElseThrow();
        Optional<VerificationKey> fresh = keys.fresh(clock.instant()).flatMap(set -> set.find(kid, algorithm));
        if (fresh.isPresent()) {
            return new Found(fresh.get());
        }
        boolean awaited = keys.fetch(clock.instant(), () -> fetch(address))
                .map(fetch -> await(fetch, keys))
                .orElse(true);
        Optional<VerificationKey> usable = keys.usable(clock.instant()).flatMap(set -> set.find(kid, algorithm));
        return found(usable).orElseGet(() -> awaited && keys.isComplete() ? new Unknown() : new Unavailable());
    }

    private static Optional<KeyLookup> found(Optional<VerificationKey> key) {
        return key.map(Found::new);
    }

    /** Whether the fetch has ended. False at once when enough requests wait already. */
    private boolean await(CompletableFuture<?> fetch, FetchedKeys keys) {
        if (fetch.isDone()) {
            return true;
        }
        if (!keys.places().tryAcquire()) {
            return false;
        }
        try {
            return places.tryAcquire() && awaitInPlace(fetch);
        } finally {
            keys.places().release();
        }
    }

    private boolean awaitInPlace(CompletableFuture<?> fetch) {
        try {
            fetch.get(patience.plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException late) {
            return false;
        } finally {
            places.release();
        }
    }

    /** What has come weighs more than what was awaited. */
    private FetchedKeys fetchedFrom(URI address) {
        return new FetchedKeys(heavier -> fetched.put(address, heavier));
    }

    private CompletableFuture<Optional<PublishedKeys>> fetch(URI address) {
        return http.send(OutboundRequest.get(address, ACCEPT, MAX_BYTES, patience))
                .thenApply(outcome -> published(address, outcome));
    }

    private static Optional<PublishedKeys> published(URI address, OutboundOutcome outcome) {
        Optional<PublishedKeys> keys = outcome instanceof Answer answer && answer.status() == OK
                ? PublishedKeys.parse(answer.body())
                : Optional.empty();
        if (keys.isEmpty()) {
            LOG.warn("No keys from {}: {}", address.getHost(), outcome);
        }
        return keys;
    }
}
