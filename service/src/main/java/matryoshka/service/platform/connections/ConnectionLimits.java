package matryoshka.service.platform.connections;

import java.time.Duration;

/**
 * What the peers of connections may hold.
 *
 * @param maxConnections open at once on each connector of the application
 * @param maxHeadTime how long the request line and the headers of a request may take
 * @param bodies the same for bodies
 * @param maxSlowAnswers how many threads may wait until clients take their answers
 */
public record ConnectionLimits(int maxConnections, Duration maxHeadTime, BodyLimits bodies, int maxSlowAnswers) {}
