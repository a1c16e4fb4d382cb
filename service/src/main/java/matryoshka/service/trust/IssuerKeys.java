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
import matryoshka.service.platform.overload.Pause;
import matryoshka.service.trust.KeyLookup.Found;
import matryoshka.service.trust.KeyLookup.Unavailable;
import matryoshka.service.trust.KeyLookup.Unknown;
import matryoshka.token.JwsPublicKey;
import matryoshka.token.VerificationAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * The keys of trusted issuers, and of clients that publish theirs: either registered, or fetched from the registered URL and nowhere else. Fetched keys are cached. Few
 * requests at a time wait for a fetch, and none for long; others use the keys already here, so that an outage of another issuer does not
 * become an outage of this one. Thread-safe.
 */
public final class IssuerKeys {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** A fetch ends by itself within its patience; this is the margin for reporting that. */
    private static final Duration MARGIN = Duration.ofMillis(200);

    private static final int MAX_WAITING = 32;

    private final FetchKeys fetchKeys;
    private final Clock clock;
    private final Duration patience;
    private final Semaphore places = new Semaphore(MAX_WAITING);
    private final WeighedCache<URI, FetchedKeys> fetched;
    private final WeighedCache<String, PublishedKeys> given;

    /** @param clock monotonic */
    public IssuerKeys(OutboundHttp http, Clock clock, CacheMemory memory) {
        this(http, clock, memory, PATIENCE);
    }

    /** @param patience how long a fetch may take */
    IssuerKeys(OutboundHttp http, Clock clock, CacheMemory memory, Duration patience) {
        this.fetchKeys = new FetchKeys(http, patience);
        this.fetched = memory.cache(CacheShare.FETCHED_KEYS);
        this.given = memory.cache(CacheShare.GIVEN_KEYS);
        this.clock = clock;
        this.patience = patience;
    }

    /** Finds the key of an issuer that a token names by {@code kid}, which may be null, and uses with an algorithm. */
    KeyLookup find(KeySource issuer, @Nullable String kid, VerificationAlgorithm algorithm) {
        if (issuer.jwksUri() == null) {
            return given(issuer).find(kid, algorithm).<KeyLookup>map(Found::new).orElseGet(Unknown::new);
        }
        FetchedKeys keys = fetched(issuer.jwksUri());
        Optional<JwsPublicKey> fresh = keys.fresh().flatMap(set -> set.find(kid, algorithm));
        if (fresh.isPresent()) {
            return new Found(fresh.get());
        }
        boolean isCurrent = refetch(issuer, keys);
        Optional<PublishedKeys> usable = keys.usable();
        Optional<JwsPublicKey> key = usable.flatMap(set -> set.find(kid, algorithm));
        if (key.isPresent()) {
            return new Found(key.get());
        }
        boolean isKnown =
                keys.lastSucceeded() && usable.filter(set -> set.names(kid)).isPresent();
        return isCurrent || isKnown ? new Unknown() : new Unavailable(keys.untilNext(patience));
    }

    /**
     * Finds the key of a token that another key with this name has not signed. An issuer can replace a key under the same name, or without
     * a name, so this fetches the issuer's keys again if allowed.
     *
     * @param tried what {@link #find} found
     */
    Optional<JwsPublicKey> findReplaced(
            KeySource issuer, @Nullable String kid, VerificationAlgorithm algorithm, JwsPublicKey tried) {
        if (issuer.jwksUri() == null) {
            return Optional.empty();
        }
        FetchedKeys keys = fetched(issuer.jwksUri());
        return refetch(issuer, keys)
                ? keys.usable().flatMap(set -> set.find(kid, algorithm)).filter(key -> !key.equals(tried))
                : Optional.empty();
    }

    /** Returns what is known of an issuer's keys here, without fetching them. */
    KeySetState state(KeySource issuer) {
        return issuer.jwksUri() == null
                ? KeySetState.registered(given(issuer))
                : fetched(issuer.jwksUri()).state();
    }

    /** Fetches an issuer's keys, if that is allowed now, and waits for them. Returns whether it was allowed. */
    boolean fetchAgain(KeySource issuer) {
        if (issuer.jwksUri() == null) {
            return false;
        }
        FetchedKeys keys = fetched(issuer.jwksUri());
        Optional<CompletableFuture<Boolean>> fetch = keys.fetch(() -> fetchKeys.fetch(issuer));
        fetch.ifPresent(begun -> await(begun, keys));
        return fetch.isPresent();
    }

    private PublishedKeys given(KeySource issuer) {
        String jwks = Objects.requireNonNull(issuer.jwks(), "an issuer has either keys or a URL of keys");
        return given.get(
                        jwks,
                        json -> PublishedKeys.read(json) instanceof PublishedKeys.Reading.Read read
                                ? Optional.of(read.keys())
                                : Optional.empty())
                .orElseThrow();
    }

    /** The fetched keys weigh more than the empty entry. */
    private FetchedKeys fetched(URI address) {
        return fetched.get(
                        address,
                        unknown -> Optional.of(new FetchedKeys(clock, heavier -> fetched.put(address, heavier))))
                .orElseThrow();
    }

    /** Fetches the keys if allowed now. Returns whether the keys here are therefore those that the issuer publishes. */
    private boolean refetch(KeySource issuer, FetchedKeys keys) {
        return keys.fetch(() -> fetchKeys.fetch(issuer))
                .filter(fetch -> await(fetch, keys))
                .isPresent();
    }

    /** Waits for the fetch and returns whether it succeeded. False at once if enough requests are already waiting. */
    private boolean await(CompletableFuture<Boolean> fetch, FetchedKeys keys) {
        if (fetch.isDone()) {
            return fetch.join();
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

    private boolean awaitInPlace(CompletableFuture<Boolean> fetch) {
        Pause pause = Pause.begin();
        try {
            return fetch.get(patience.plus(MARGIN).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException late) {
            return false;
        } finally {
            pause.end();
            places.release();
        }
    }
}
