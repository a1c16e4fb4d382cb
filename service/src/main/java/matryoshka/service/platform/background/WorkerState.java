package matryoshka.service.platform.background;

import java.time.Duration;

/**
 * The state of a worker.
 *
 * @param failures rounds that failed
 * @param restarts how many of them ended in an {@link Error}, after which the worker started again
 * @param sinceSuccess time since its last successful round or, before the first, since its start
 * @param dead whether its thread has ended although nobody stopped it
 * @param silent whether it has gone without success for longer than allowed
 */
public record WorkerState(
        String name, long failures, long restarts, Duration sinceSuccess, boolean dead, boolean silent) {

    public boolean isSick() {
        return dead || silent;
    }
}
