package matryoshka.service.platform.background;

import java.time.Duration;

/**
 * How a worker is.
 *
 * @param failures rounds that failed
 * @param restarts how many of them ended in an {@link Error}, after which the worker began again
 * @param sinceSuccess since its last round that succeeded, or since it was started
 * @param dead whether its thread has ended although nobody told it to
 * @param silent whether it has gone without a success for longer than it may
 */
public record WorkerState(
        String name, long failures, long restarts, Duration sinceSuccess, boolean dead, boolean silent) {

    public boolean isSick() {
        return dead || silent;
    }
}
