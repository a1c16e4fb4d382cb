package matryoshka.service.trust;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What this instance knows of an issuer's keys.
 *
 * @param keys the keys that its tokens are verified with; null if there are none yet, or only ones that are too old
 * @param keysAge how long ago they were requested; null if they are registered, or there are none
 * @param attemptAge how long ago the last fetch that has ended began; null if there was none
 * @param failure why that fetch failed, as part of a sentence; null if it succeeded or there was none
 * @param untilNext how long until keys may be fetched; zero if they may be now
 */
record KeySetState(
        @Nullable PublishedKeys keys,
        @Nullable Duration keysAge,
        @Nullable Duration attemptAge,
        @Nullable String failure,
        Duration untilNext) {

    /** The state of keys that are registered, so that nothing is fetched. */
    static KeySetState registered(PublishedKeys keys) {
        return new KeySetState(keys, null, null, null, Duration.ZERO);
    }
}
