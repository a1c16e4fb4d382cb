package matryoshka.service.platform.connections;

import java.time.Duration;
import matryoshka.service.platform.overload.OverloadLimits;

/**
 * What the peers of connections may use.
 *
 * @param maxConnections open at once on each application connector
 * @param maxHeadTime how long the request line and headers of a request may take
 * @param bodies the limits on request bodies
 * @param maxSlowAnswers how many threads may wait for clients to read their responses
 * @param overload when requests are refused because there are too many
 */
public record ConnectionLimits(
        int maxConnections, Duration maxHeadTime, BodyLimits bodies, int maxSlowAnswers, OverloadLimits overload) {}
