package matryoshka.service.platform.connections;

import java.time.Duration;

/**
 * How long request bodies may take, and how much memory they may use meanwhile.
 *
 * @param maxShortBytes the longest body that is read before its request gets a thread
 * @param maxShortTime how long after its beginning such a body must be complete
 * @param maxUnfinishedBytes the memory for all incomplete bodies together
 * @param maxLateTime how long a longer body may take
 */
public record BodyLimits(int maxShortBytes, Duration maxShortTime, long maxUnfinishedBytes, Duration maxLateTime) {}
