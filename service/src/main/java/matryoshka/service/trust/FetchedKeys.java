package matryoshka.service.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import matryoshka.service.platform.caches.Weighed;
import org.jspecify.annotations.Nullable;

/**
 * The keys that were fetched from one address, and when. At most one fetch is under way, and none begins less than a minute after the one
 * before: whoever sends made-up key ids cannot make us ask more often. Thread-safe.
 */
final class FetchedKeys implements Weighed {
    /** How old keys may be while newer ones can be had. */
    private static final Duration FRESH = Duration.ofMinutes(15);
    /** How old keys may be when they cannot. */
    private static final Duration USABLE = Duration.ofHours(24);

    private static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);
    /** How many requests wait for this issuer's keys at once. */
    private static final int MAX_WAITING = 8;
    /** Without the keys. */
    private static final long BARE_BYTES = 1_024;

    private final Consumer<FetchedKeys> onFetched;
    private final Semaphore places = new Semaphore(MAX_WAITING);
    private @Nullable PublishedKeys keys;
    private Instant keysOf = Instant.EPOCH;
    private Instant lastBegin = Instant.EPOCH;
    private boolean lastSucceeded;
    private @Nullable CompletableFuture<?> underWay;

    /** @param onFetched is told when a fetch has ended, and other keys may be here */
    FetchedKeys(Consumer<FetchedKeys> onFetched) {
        this.onFetched = onFetched;
    }

    /** The keys, if they are so young that nothing newer need be asked for. */
    synchronized Optional<PublishedKeys> fresh(Instant now) {
        return notOlder(FRESH, now);
    }

    /** The keys, unless they are too old to be believed. */
    synchronized Optional<PublishedKeys> usable(Instant now) {
        return notOlder(USABLE, now);
    }

    /** Whether what is here is all that the issuer publishes, as far as we may ask. */
    synchronized boolean isComplete() {
        return lastSucceeded && underWay == null;
    }

    /** The fetch that is under way, begun now if need be; empty when none may be begun yet. */
    synchronized Optional<CompletableFuture<?>> fetch(
            Instant now, Supplier<CompletableFuture<Optional<PublishedKeys>>> begin) {
        if (underWay != null) {
            return Optional.of(underWay);
        }
        if (lastBegin.plus(BETWEEN_FETCHES).isAfter(now)) {
            return Optional.empty();
        }
        lastBegin = now;
        CompletableFuture<Optional<PublishedKeys>> fetch = begin.get();
        CompletableFuture<?> taken =
                fetch.exceptionally(failure -> Optional.empty()).thenAccept(fetched -> take(fetched, now));
        // It may have ended already, and been taken over on this thread.
        underWay = taken.isDone() ? null : taken;
        return Optional.of(taken);
    }

    Semaphore places() {
        return places;
    }

    /** What was fetched is as old as the asking for it. */
    private synchronized void take(Optional<PublishedKeys> fetched, Instant begun) {
        lastSucceeded = fetched.isPresent();
        if (fetched.isPresent()) {
            keys = fetched.get();
            keysOf = begun;
        }
        underWay = null;
        onFetched.accept(this);
    }

    @Override
    public synchronized long weight() {
        return BARE_BYTES + (keys == null ? 0 : keys.weight());
    }

    private Optional<PublishedKeys> notOlder(Duration age, Instant now) {
        return Optional.ofNullable(keys).filter(there -> keysOf.plus(age).isAfter(now));
    }
}
