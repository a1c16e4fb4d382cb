package matryoshka.service.platform.overload;

import java.time.Duration;

/**
 * When an instance counts as overloaded.
 *
 * @param maxRunning requests in progress at once, not counting those that wait for something else
 * @param maxQueued requests that wait to be begun
 * @param maxBurst how long they may wait if fewer than {@code maxRunning} were in progress within this time
 * @param maxWait how long they may wait otherwise, unless they are few
 */
public record OverloadLimits(int maxRunning, int maxQueued, Duration maxBurst, Duration maxWait) {}
