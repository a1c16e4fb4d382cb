package matryoshka.service.trust;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import matryoshka.service.platform.caches.Weighed;
import matryoshka.service.trust.PublishedKeys.Reading.Read;
import matryoshka.service.trust.PublishedKeys.Reading.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The keys fetched from one URL, and when they were fetched. At most one fetch is in progress; {@link FetchPace} bounds how often.
 * Thread-safe.
 */
final class FetchedKeys implements Weighed {
    /** How old keys may be while newer ones can be fetched. */
    private static final Duration FRESH = Duration.ofMinutes(15);
    /** How old keys may be while they cannot. */
    private static final Duration USABLE = Duration.ofHours(24);

    /** How many requests may wait for this issuer's keys at once. */
    private static final int MAX_WAITING = 8;
    /** The weight without keys. */
    private static final long BARE_BYTES = 1_024;

    private final Clock clock;
    private final Consumer<FetchedKeys> onFetched;
    private final Semaphore places = new Semaphore(MAX_WAITING);
    private final FetchPace pace = new FetchPace();
    private @Nullable PublishedKeys keys;
    private Instant keysOf = Instant.EPOCH;
    private boolean lastSucceeded;
    private @Nullable Instant attemptedAt;
    private @Nullable String failure;
    private @Nullable CompletableFuture<Boolean> underWay;

    /**
     * Starts without keys.
     *
     * @param clock monotonic
     * @param onFetched is called when a fetch has ended and the keys may have changed
     */
    FetchedKeys(Clock clock, Consumer<FetchedKeys> onFetched) {
        this.clock = clock;
        this.onFetched = onFetched;
    }

    /** Returns the keys if they are so recent that no newer ones need to be fetched. */
    synchronized Optional<PublishedKeys> fresh() {
        return notOlder(FRESH);
    }

    /** Returns the keys unless they are too old to be trusted. */
    synchronized Optional<PublishedKeys> usable() {
        return notOlder(USABLE);
    }

    /** Returns whether the last fetch succeeded, so that these are all the keys that the issuer published then. */
    synchronized boolean lastSucceeded() {
        return lastSucceeded;
    }

    /** Returns the time until keys may be fetched again, or until the current fetch has ended. */
    synchronized Duration untilNext(Duration patience) {
        return underWay == null ? pace.untilNext(clock.instant()) : patience;
    }

    /**
     * Returns the current fetch, or starts one; empty if none may start yet.
     *
     * @return whether it succeeded, once it has ended
     */
    synchronized Optional<CompletableFuture<Boolean>> fetch(Supplier<CompletableFuture<PublishedKeys.Reading>> begin) {
        if (underWay != null) {
            return Optional.of(underWay);
        }
        Instant begun = clock.instant();
        if (!pace.mayBegin(begun)) {
            return Optional.empty();
        }
        CompletableFuture<Boolean> taken = begin.get()
                .exceptionally(failed -> new Refused("the fetch failed"))
                .thenApply(read -> take(read, begun));
        // It may already have ended, and been handled on this thread.
        underWay = taken.isDone() ? null : taken;
        return Optional.of(taken);
    }

    /** Returns what is known of these keys now. */
    synchronized KeySetState state() {
        Instant now = clock.instant();
        PublishedKeys usable = notOlder(USABLE).orElse(null);
        return new KeySetState(
                usable,
                usable == null ? null : Duration.between(keysOf, now),
                attemptedAt == null ? null : Duration.between(attemptedAt, now),
                failure,
                pace.untilNext(now));
    }

    Semaphore places() {
        return places;
    }

    /** Fetched keys are as old as the request for them. */
    private synchronized boolean take(PublishedKeys.Reading fetched, Instant begun) {
        attemptedAt = begun;
        if (fetched instanceof Read read) {
            keys = read.keys();
            keysOf = begun;
            failure = null;
            pace.succeeded(begun);
        } else {
            failure = ((Refused) fetched).reason();
            pace.failed(clock.instant());
        }
        lastSucceeded = failure == null;
        underWay = null;
        onFetched.accept(this);
        return lastSucceeded;
    }

    @Override
    public synchronized long weight() {
        return BARE_BYTES + (keys == null ? 0 : keys.weight());
    }

    private Optional<PublishedKeys> notOlder(Duration age) {
        return Optional.ofNullable(keys).filter(there -> keysOf.plus(age).isAfter(clock.instant()));
    }
}
