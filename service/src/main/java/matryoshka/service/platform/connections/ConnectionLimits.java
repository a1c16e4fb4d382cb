package matryoshka.service.platform.connections;

import java.time.Duration;

/**
 * What the peers of connections may use.
 *
 * @param maxConnections open at once on each application connector
 * @param maxHeadTime how long the request line and headers of a request may take
 * @param bodies the limits on request bodies
 * @param maxSlowAnswers how many threads may wait for clients to read their responses
 */
public record ConnectionLimits(int maxConnections, Duration maxHeadTime, BodyLimits bodies, int maxSlowAnswers) {}
