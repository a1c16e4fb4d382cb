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
import org.jspecify.annotations.Nullable;

/** The keys that were fetched from one address, and when. At most one fetch is under way, and {@link FetchPace} bounds how often. Thread-safe. */
final class FetchedKeys implements Weighed {
    /** How old keys may be while newer ones can be fetched. */
    private static final Duration FRESH = Duration.ofMinutes(15);
    /** How old keys may be when they cannot. */
    private static final Duration USABLE = Duration.ofHours(24);

    /** How many requests wait for this issuer's keys at once. */
    private static final int MAX_WAITING = 8;
    /** Without the keys. */
    private static final long BARE_BYTES = 1_024;

    private final Clock clock;
    private final Consumer<FetchedKeys> onFetched;
    private final Semaphore places = new Semaphore(MAX_WAITING);
    private final FetchPace pace = new FetchPace();
    private @Nullable PublishedKeys keys;
    private Instant keysOf = Instant.EPOCH;
    private boolean lastSucceeded;
    private @Nullable CompletableFuture<Boolean> underWay;

    /**
     * Keys that have not been fetched yet.
     *
     * @param clock never goes back
     * @param onFetched is told when a fetch has ended, and other keys may be here
     */
    FetchedKeys(Clock clock, Consumer<FetchedKeys> onFetched) {
        this.clock = clock;
        this.onFetched = onFetched;
    }

    /** The keys, if they are so young that no newer ones need to be fetched. */
    synchronized Optional<PublishedKeys> fresh() {
        return notOlder(FRESH);
    }

    /** The keys, unless they are too old to be believed. */
    synchronized Optional<PublishedKeys> usable() {
        return notOlder(USABLE);
    }

    /** Whether the last fetch succeeded, so that what is here is all that the issuer published then. */
    synchronized boolean lastSucceeded() {
        return lastSucceeded;
    }

    /** How long it takes until keys may be fetched again, or until the fetch under way has ended. */
    synchronized Duration untilNext(Duration patience) {
        return underWay == null ? pace.untilNext(clock.instant()) : patience;
    }

    /**
     * The fetch that is under way, begun now if need be; empty when none may begin yet.
     *
     * @return whether it succeeded, once it has ended
     */
    synchronized Optional<CompletableFuture<Boolean>> fetch(
            Supplier<CompletableFuture<Optional<PublishedKeys>>> begin) {
        if (underWay != null) {
            return Optional.of(underWay);
        }
        Instant begun = clock.instant();
        if (!pace.mayBegin(begun)) {
            return Optional.empty();
        }
        CompletableFuture<Boolean> taken =
                begin.get().exceptionally(failure -> Optional.empty()).thenApply(fetched -> take(fetched, begun));
        // It may have ended already, and been taken over on this thread.
        underWay = taken.isDone() ? null : taken;
        return Optional.of(taken);
    }

    Semaphore places() {
        return places;
    }

    /** What was fetched is as old as the asking for it. */
    private synchronized boolean take(Optional<PublishedKeys> fetched, Instant begun) {
        lastSucceeded = fetched.isPresent();
        if (fetched.isPresent()) {
            keys = fetched.get();
            keysOf = begun;
            pace.succeeded(begun);
        } else {
            pace.failed(clock.instant());
        }
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
