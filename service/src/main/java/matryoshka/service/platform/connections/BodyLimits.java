package matryoshka.service.platform.connections;

import java.time.Duration;

/**
 * How long the bodies of requests may take, and what they may hold meanwhile.
 *
 * @param maxShortBytes the longest body that is read before a thread is given to its request
 * @param maxShortTime how long after its beginning such a body must be complete
 * @param maxUnfinishedBytes what all bodies that are not complete hold together
 * @param maxLateTime how long a longer body may take
 */
public record BodyLimits(int maxShortBytes, Duration maxShortTime, long maxUnfinishedBytes, Duration maxLateTime) {}
